import { expect, it } from 'vitest';
import { decodeEntities } from '#lib/core/formats/entities.ts';

it('puts references into letters, the names and the numbers', () => {
	const cases: [string, string][] = [
		['&amp;&lt;&gt;&quot;&apos;', '&<>"\''],
		['&nbsp;&eacute;&yuml;', '\u00a0éÿ'],
		['&hellip;&ndash;&rdquo;&Dagger;&dagger;', '…–”‡†'],
		['&ensp;&zwj;&NewLine;&Tab;', '\u2002\u200d\n\t'],
		['&alpha;&Omega;&dollar;&lowbar;', 'αΩ$_'],
		['&#8217;&#x2019;&#X41;', '’’A'],
		['&amp;lt;', '&lt;'],
		['&nonsense; AT&T &amp &#0; &#xD800; &#9999999;', '&nonsense; AT&T &amp &#0; &#xD800; &#9999999;'],
		['&constructor; &toString;', '&constructor; &toString;']
	];
	for (const [text, decoded] of cases) expect(decodeEntities(text), text).toBe(decoded);
});
