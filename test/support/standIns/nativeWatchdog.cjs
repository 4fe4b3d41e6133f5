/**
 * Stands in for `@vscode/native-watchdog`, whose native part is missing where install scripts don't run. It would end an extension
 * host whose server died; here the whole group of processes is ended.
 */
exports.start = () => undefined;
exports.exit = code => process.exit(code);
