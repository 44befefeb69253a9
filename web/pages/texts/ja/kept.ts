/** What was sent when the session had ended, at the head of its page. */
export const kept = {
  title: 'サインインの前に送った内容です。まだ記録していません',
  words: '下の内容を確かめて、もう一度送ってください。',
  files: (names: string) => `文書は選び直してください：${names}`,
  gone: 'お預かりした内容はありません',
  goneWords: 'お預かりできるのは1時間で、送った人が、送ったブラウザーで開いたときだけ表示します。',
};
