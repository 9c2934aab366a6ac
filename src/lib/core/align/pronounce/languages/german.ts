// German in the English model's phones. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { GERMAN_ORDINALS } from './ordinals/german.ts';

const SMALL = (
	'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn ' +
	'achtzehn neunzehn'
).split(' ');
const TENS = '_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** Inside a longer number, "eins" is "ein". */
function inner(n: number): string {
	return n === 1 ? 'ein' : SMALL[n];
}

function hundreds(n: number): string {
	if (n < 20) return SMALL[n];
	if (n < 100) return (n % 10 ? `${inner(n % 10)} und ` : '') + TENS[Math.floor(n / 10)];
	const head = n < 200 ? 'hundert' : `${inner(Math.floor(n / 100))} hundert`;
	return head + (n % 100 ? ' ' + hundreds(n % 100) : '');
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(billions === 1 ? 'eine milliarde' : `${hundreds(billions)} milliarden`);
	if (millions) words.push(millions === 1 ? 'eine million' : `${hundreds(millions)} millionen`);
	if (thousand) words.push(thousand === 1 ? 'tausend' : `${hundreds(thousand).replace(/eins$/, 'ein')} tausend`);
	if (rest || !words.length) words.push(hundreds(rest));
	const plain = words.join(' ');
	const readings = n === 1 ? [plain, 'ein', 'eine'] : [plain];
	if (n >= 1100 && n < 2000) {
		const low = n % 100;
		readings.unshift(`${SMALL[Math.floor(n / 100)]} hundert` + (low ? ' ' + hundreds(low) : ''));
	}
	if (/^(hundert|tausend)/.test(plain)) readings.push(`ein ${plain}`);
	if (/zwei/.test(plain) && n < 100) readings.push(plain.replace('zwei', 'zwo'));
	return readings;
}

/** "Zehn Uhr dreißig". */
function clock(hour: number, minute: number): string[] {
	const hours = `${hour === 1 ? 'ein' : hundreds(hour)} uhr`;
	return minute ? [`${hours} ${hundreds(minute)}`] : [hours];
}

export const GERMAN: LanguageData = {
	letters: `
tsch               CH
sch                SH
chs                K S
(?<=[aouáóú])ch    K | HH
(?<=au)ch          K | HH
ch                 SH | HH
ck                 K
ph                 F
pf                 P F | F
qu                 K V
tzt                T S T
tz                 T S
th                 T
tion               T S IY OW N
ss|ß               S
\\bst               SH T
\\bsp               SH P
(?<=\\b(?:be|ge|ver|er|an|auf|ab|aus|ein|vor))s(?=[pt])  SH
s(?=[aeiouäöüy])   Z
s                  S
zz?                T S
v\\b                F
\\bv                F | V
v                  V
w                  V
j                  Y
ng                 NG
nk                 NG K
ig\\b               IH K | IH SH
b(?=s?t?\\b)        P
d(?=s?\\b)          T
g(?=s?t?\\b)        K
ei|ai|ey|ay        AY
ieh?               IY
eu|äu              OY
au                 AW
aa|ah              AA
ee|eh              EY
ih                 IY
oo|oh              OW
uh                 UW
äh                 EH
öh|ö(?=.[aeiouäöü])  ER | UH
üh|ü(?=.[aeiouäöü])  UW | IY
\\bge(?=[^aeiouäöühr])  G AH | G EY
\\bbe(?=[^aeiouäöü])  B AH | B EY
ern\\b              ER N
ers\\b              ER S
er\\b               ER | AH
er(?=[^aeiouäöü])  EH AH | ER
en\\b               AH N
em\\b               AH M
el\\b               AH L
est\\b              AH S T
et\\b               AH T
es\\b               AH S
e\\b                AH
a                  AA | AH
ä                  EH
e(?=[^aeiouäöüx][aeiouäöü])  EY | EH
e                  EH | AH
i(?=[^aeiouäöüx][aeiouäöü])  IY
i                  IH
o(?=[^aeiouäöüx][aeiouäöü])  OW | AO
o                  AO
u(?=[^aeiouäöüx][aeiouäöü])  UW
u                  UH
ö                  ER | EH
ü                  IH | UW
y                  IH | UW
bb?                B
c                  K
dd?                D
ff?                F
gg?                G
h                  HH
k                  K
ll?                L
mm?                M
nn?                N
pp?                P
(?<=[aeiouäöü])r(?=[bdfgklmnpqstvwzß]|\\b)  AH | R
rr?                HH | R
tt?                T
x                  K S
`,
	names: pairs(
		'a=ah b=beh c=zeh d=deh e=eh f=eff g=geh h=hah i=ih j=jott k=kah l=ell m=emm n=enn o=oh p=peh q=kuh r=err s=ess t=teh u=uh v=fau w=weh x=ix y=üpsilon z=zett ä=ä ö=ö ü=ü'
	),
	cardinal,
	point: 'komma',
	million: ['milli', ['onen', 'on']],
	signs: pairs(
		'%=prozent &=und +=plus ==gleich @=ätt #=raute *=stern /=schrägstrich .=punkt €=euro $=dollar £=pfund °=grad №=nummer −=minus us$=dollar'
	),
	units: pairs(
		'km=kilometer m=meter cm=zentimeter mm=millimeter km/h=kilometer_pro_stunde;stundenkilometer;K_M_H m/s=meter_pro_sekunde ' +
			'km²=quadratkilometer km2=quadratkilometer m²=quadratmeter m2=quadratmeter qm=quadratmeter m³=kubikmeter m3=kubikmeter ha=hektar kg=kilo;kilogramm ' +
			'g=gramm mg=milligramm t=tonnen|tonne l=liter cl=zentiliter ml=milliliter h=stunden|stunde;uhr std=stunden|stunde min=minuten|minute ' +
			'sek=sekunden|sekunde kb=kilobeit mb=megabeit gb=gigabeit tb=terabeit hz=hertz khz=kilohertz mhz=megahertz ghz=gigahertz kw=kilowatt ' +
			'kwh=kilowattstunden|kilowattstunde mw=megawatt gw=gigawatt mio=millionen|million mrd=milliarden|milliarde ' +
			'°c=grad_zelsius;grad'
	),
	scales: pairs(
		'k=tausend t=tausend m=millionen|million mio=millionen|million b=milliarden|milliarde bn=milliarden|milliarde mrd=milliarden|milliarde'
	),
	fractions: pairs(
		'½=ein_halb;einhalb|ein_halb ¼=ein_viertel|ein_viertel ¾=drei_viertel|drei_viertel ⅓=ein_drittel|ein_drittel ⅔=zwei_drittel|zwei_drittel'
	),
	counted: singular,
	ordinals: GERMAN_ORDINALS,
	clock,
	clockWords: /^uhr$/,
	vowelInEveryWord: true,
	words: [],
	abbreviations: pairs(
		'dr=doktor prof=professor hr=herr fr=frau nr=nummer bzw=beziehungsweise usw=und_so_weiter zb=zum_beispiel dh=das_heißt ca=zirka st=sankt str=straße evtl=eventuell vgl=vergleiche ua=unter_anderem mrd=milliarden mio=millionen tsd=tausend'
	),
	foreign: /[^s]c[^hk]|\bc|y|sh|ea|oo|ow/
};
