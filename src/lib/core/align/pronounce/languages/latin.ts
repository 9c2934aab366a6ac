// Any other language in Latin letters, in the English model's phones: what most orthographies have in common. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';

/** Without knowing the language a number can only be taken for an international one; English words are as good as any. */
function cardinal(n: number): string[] {
	thousands(n);
	return [];
}

export const LATIN: LanguageData = {
	letters: `
sch|sh|ş|š|ś|ș      SH
sz                 S | SH
cz|č|ć|ch(?=[iíe])  CH
ch|kh              K | HH
ph                 F
th                 T
tz|ts|ţ|ț          T S
dž|dj              JH
dh|ð               DH
þ                  TH
zh|ž|ż|ź           ZH
gh                 G
ng                 NG
nk                 NG K
ny|nj|ñ|ń|ň        N Y
lj|ly|ľ            L Y
ł                  W | L
ç                  S | CH
c(?=[eiéíěy])      S | T S
cc?|ck             K
qu                 K W | K
q                  K
x                  K S
ß                  S
aa                 AA
ee                 EY
ii|ij|ie           IY
oo                 OW
ou|uu|oe           UW
ai|ay|aj|ei|ey|ej  AY | EY
au|aw              AW
oi|oy|oj           OY
eu                 Y UW
y(?=[aeiouáéíóú])   Y
j                  Y | JH
[aáàâãāă]          AE | AA
[åą]               AO
[äæ]               AE | EH
[eéêëēėě]          EH | EY
[èę]               EH
[iíìîïīyýıį]      IY | IH
[oóòôõō]           OW | AO
[öøőœ]             ER | UH
[uúùûūůų]          UW | UH
[üűÿ]              UW | IY
h(?=[^aeiouyáéíóúäöüå]|\\b)  -
h                  HH
bb?                B
[dďđ]d?            D
ff?                F
[gğģ]g?            G
[kķ]k?             K
[lĺļ]l?            L
mm?                M
[nņ]n?             N
pp?                P
(?<=[aeiouyáéíóúäöüåăâîė])r(?=[aeiouyáéíóúäöüåăâîė])  D | R
(?<=[pbtdkgfcv])r    DH | R
(?<=[aeiouyáéíóúäöüåăâîė])r(?=[bcdfgjklmnpqstvwxzșțšžčćśż]|\\b)  AH | R
[rřŕ]r?            R
ss?                S
[tť]t?             T
vv?                V
w                  V | W
zz?                Z | T S
`,
	names: pairs(
		'a=a b=be c=ce d=de e=e f=ef g=ge h=ha i=i j=jot k=ka l=el m=em n=en o=o p=pe q=ku r=er s=es t=te u=u v=ve w=ve x=iks y=i z=zet'
	),
	cardinal,
	point: '',
	million: ['', []],
	signs: {},
	units: {},
	scales: {},
	fractions: {},
	counted: singular,
	ordinals: null,
	clock: () => [],
	clockWords: null,
	vowelInEveryWord: false,
	words: [...'aeiouyáéíóåàèzvksw', ...'авекиосуязійє', ...'ηοω'],
	abbreviations: {},
	foreign: null
};
