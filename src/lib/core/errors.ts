// The one kind of failure a person can act on. Told where a person is: by the command line (command/main.ts) and the server
// (hooks.server.ts); the catalog notes which episodes it keeps from being listed, and the aligner's process passes it on.

/** `message` is one sentence: what was expected, what was seen, what to do. `code` is for programs: "empty-transcript". */
export class UserError extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'UserError';
		this.code = code;
	}
}
