// How errors go to Temporal: message and stack trace are payloads too, and so are sealed like everything else. Plain
// CommonJS, because the SDK loads it by its path, into the worker and into the workflow bundle.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
