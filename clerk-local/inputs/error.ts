/** Something given by a person that can't be used; the message is for people: what is wrong where, and how to mend it. */
export class InputError extends Error {}
