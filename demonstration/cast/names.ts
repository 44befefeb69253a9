/** Names of people who do not exist. Family names by part, given names by body: no two people of the cast share both. */
import type { Text } from '../../model/text.ts';

const families = [
  ['朝霧', 'Asagiri'],
  ['夕凪', 'Yunagi'],
  ['風早', 'Kazahaya'],
  ['雲井', 'Kumoi'],
  ['月影', 'Tsukikage'],
  ['星見', 'Hoshimi'],
  ['霜月', 'Shimotsuki'],
  ['虹野', 'Nijino'],
  ['雪代', 'Yukishiro'],
  ['氷室', 'Himuro'],
  ['潮見', 'Shiomi'],
  ['波多', 'Hata'],
  ['砂川', 'Sunakawa'],
  ['森末', 'Morisue'],
  ['野分', 'Nowaki'],
  ['霧島', 'Kirishima'],
  ['春日', 'Kasuga'],
  ['夏目', 'Natsume'],
  ['秋里', 'Akisato'],
  ['冬木', 'Fuyuki'],
  ['東雲', 'Shinonome'],
  ['天川', 'Amakawa'],
  ['石動', 'Isurugi'],
  ['緑川', 'Midorikawa'],
  ['白鳥', 'Shiratori'],
  ['黒潮', 'Kuroshio'],
  ['赤星', 'Akaboshi'],
  ['銀河', 'Ginga'],
  ['桐生', 'Kiryu'],
  ['花房', 'Hanabusa'],
  ['水城', 'Mizuki'],
  ['火野', 'Hino'],
  ['木立', 'Kodachi'],
  ['金沢', 'Kanazawa'],
  ['土岐', 'Toki'],
  ['日向', 'Hinata'],
] as const;

const givens = [
  ['光', 'Hikaru'],
  ['薫', 'Kaoru'],
  ['翼', 'Tsubasa'],
  ['渚', 'Nagisa'],
  ['葵', 'Aoi'],
  ['望', 'Nozomi'],
  ['歩', 'Ayumu'],
  ['忍', 'Shinobu'],
  ['晶', 'Akira'],
  ['泉', 'Izumi'],
  ['響', 'Hibiki'],
  ['司', 'Tsukasa'],
] as const;

/** The name of the `index`th part in the `body`th body (at most 36 parts and 12 bodies stay apart). */
export function nameOf(index: number, body: number): Text {
  const family = families[index % families.length] ?? families[0];
  const given = givens[(index + body * 5) % givens.length] ?? givens[0];
  return { ja: `${family[0]} ${given[0]}（架空）`, en: `${family[1]} ${given[1]} (fictional)` };
}
