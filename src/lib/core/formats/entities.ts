// Character references of HTML and WebVTT (&amp; &eacute; &#8217; &#x2019;), those that texts really contain.

/** Named references for U+00A0 to U+00FF, in order. */
const latin =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
	'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
	'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc ' +
	'Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc ' +
	'iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Name and letter of the others that texts contain. */
const others =
	'amp & lt < gt > quot " apos \' lrm \u200e rlm \u200f zwnj \u200c zwj \u200d ndash – mdash — horbar ― lsquo ‘ ' +
	'rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ lsaquo ‹ rsaquo › hellip … bull • dagger † Dagger ‡ permil ‰ prime ′ ' +
	'Prime ″ euro € trade ™ minus − larr ← uarr ↑ rarr → darr ↓ harr ↔ check ✓ star ☆ ensp \u2002 emsp \u2003 ' +
	'thinsp \u2009 OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ne ≠ le ≤ ge ≥ asymp ≈ infin ∞ ' +
	'radic √ sum ∑ frasl ⁄ alpha α beta β gamma γ delta δ pi π mu μ sigma σ omega ω lambda λ Delta Δ Omega Ω ' +
	'hearts ♥ NewLine \n Tab \t colon : comma , period . excl ! quest ? num # lpar ( rpar ) lsqb [ rsqb ] ' +
	'lbrack [ rbrack ] ast * lowbar _ percnt % dollar $';

const named = new Map([
	...latin.split(' ').map((name, i): [string, string] => [name, String.fromCharCode(160 + i)]),
	...others.split(/ (?=[a-zA-Z]+ )/).map((pair) => pair.split(' ') as [string, string])
]);

/** The text with its references put into letters; what is no reference stays as it is. */
export function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,9}));/g,
		(whole, decimal, hex, name) => {
			if (name) return named.get(name) ?? whole;
			const code = decimal ? Number(decimal) : Number(`0x${hex}`);
			return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
		}
	);
}
