// The library: its episodes, and the passages of a search.

import { hasWords } from '#lib/core/search.ts';
import { library } from '#lib/server/current.ts';
import type { PageServerLoad } from './$types';

/** Passages that a search shows at most, and characters of what is searched for. */
const SHOWN = 50;
const LONGEST = 200;

/** No more than is shown. Why an episode is not there is for who keeps the library: "inkwave list" and the log say it. */
export const load: PageServerLoad = async ({ url }) => {
	const query = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST);
	const { episodes, problems, hits } = await (await library()).overview(query, SHOWN + 1);
	return {
		query,
		hits: hits.slice(0, SHOWN),
		more: hits.length > SHOWN,
		episodes: episodes.map(({ slug, title, show, people, date, duration, artwork, words, report }) => ({
			...{ slug, title, show, date, duration, artwork },
			written: words > 0,
			timed: report?.matches ?? false,
			named: hasWords([title, show, ...people.map(({ name }) => name)].join('\n'), query)
		})),
		missing: problems.length
	};
};
