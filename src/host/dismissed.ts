/** The user dismissed a question: the command ends without a word. */
export class Dismissed extends Error {}
