import { library } from '#lib/server/current.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const opened = await library();
	const [episodes, problems] = await Promise.all([opened.list(), opened.problems()]);
	return { episodes, problems };
};
