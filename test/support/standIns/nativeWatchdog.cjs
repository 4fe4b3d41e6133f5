/**
 * Replaces `@vscode/native-watchdog`, whose native part is missing because install scripts don't run. The original ends an extension host
 * whose server died; here the whole process group is ended.
 */
exports.start = () => undefined;
exports.exit = code => process.exit(code);
