// The one kind of failure a person can act on. Caught in exactly two places: cli.ts and hooks.server.ts.

/** `message` is one sentence: what was expected, what was seen, what to do. `code` is for programs: "empty-transcript". */
export class UserError extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'UserError';
		this.code = code;
	}
}
