import { library } from '#lib/server/current.ts';
import type { PageServerLoad } from './$types';

/** No more than is shown. Why an episode is not there is for who keeps the library: "inkwave list" and the log say it. */
export const load: PageServerLoad = async () => {
	const opened = await library();
	const [episodes, problems] = await Promise.all([opened.list(), opened.problems()]);
	return {
		episodes: episodes.map(({ slug, title, show, date, duration, artwork, words, report }) => ({
			...{ slug, title, show, date, duration, artwork },
			written: words > 0,
			timed: report?.matches ?? false
		})),
		missing: problems.length
	};
};
