declare global {
	namespace App {
		interface Error {
			message: string;
			/** Of a failure that has a better one than the 500 which Kit gives to everything thrown. */
			status?: number;
		}
		interface Locals {
			/** Status of the answer where an error was thrown on the way to it. */
			status?: number;
		}
	}
}

export {};
