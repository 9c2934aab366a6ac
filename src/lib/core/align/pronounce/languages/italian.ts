// Italian in the English model's phones. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { ITALIAN_ORDINALS } from './ordinals/italian.ts';

const SMALL = (
	'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici ' +
	'diciassette diciotto diciannove'
).split(' ');
const TENS = '_ _ venti trenta quaranta cinquanta sessanta settanta ottanta novanta'.split(' ');

function hundreds(n: number): string {
	if (n < 20) return SMALL[n];
	if (n < 100) {
		const ten = TENS[Math.floor(n / 10)];
		const one = n % 10;
		// venti + uno = ventuno, trenta + otto = trentotto
		return (one === 1 || one === 8 ? ten.slice(0, -1) : ten) + (one ? SMALL[one] : '');
	}
	const head = n < 200 ? 'cento' : SMALL[Math.floor(n / 100)] + 'cento';
	return head + (n % 100 ? ' ' + hundreds(n % 100) : '');
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(billions === 1 ? 'un miliardo' : `${hundreds(billions)} miliardi`);
	if (millions) words.push(millions === 1 ? 'un milione' : `${hundreds(millions)} milioni`);
	if (thousand) words.push(thousand === 1 ? 'mille' : `${hundreds(thousand)}mila`);
	if (rest || !words.length) words.push(hundreds(rest));
	return n === 1 ? ['uno', 'un', 'una'] : [words.join(' ')];
}

/** "Dieci e trenta", "dieci e mezza". */
function clock(hour: number, minute: number): string[] {
	const hours = hour === 1 ? 'una' : hundreds(hour);
	if (!minute) return [hours, `${hours} in punto`];
	const part = minute === 30 ? ['e mezza'] : minute === 15 ? ['e un quarto'] : [];
	return [`e ${hundreds(minute)}`, ...part, hundreds(minute)].map((tail) => `${hours} ${tail}`);
}

export const ITALIAN: LanguageData = {
	letters: `
ch                 K
c(?=i[aouàòù])i    CH
cci(?=[aouàòù])    CH
cc(?=[eièéì])      CH
c(?=[eièéì])       CH
cq                 K
cc?                K
gli(?=[aeouàèéò])  L Y
gl(?=i)            L Y | L
gn                 N Y
gh                 G
gg?i(?=[aouàòù])   JH
gg?(?=[eièéì])     JH
gg?                G
sci(?=[aouàòù])    SH
sc(?=[eièéì])      SH
sch                S K
ss                 S
s(?=[bdglmnrv])    Z
(?<=[aeiouàèéìòù])s(?=[aeiouàèéìòù])  Z | S
s                  S
zz                 T S | D Z
\\bz                D Z | T S
z                  T S | D Z
qu                 K W
q                  K
n(?=[cgkq])        N | NG
ai                 AY
au                 AW
ei                 EY
oi                 OY
(?<=\\b(?:m|d|v|z|p|s|st))i(?=[aeo]\\b)  IY
(?<=\\b[tsd])u(?=(?:[ae]|oi?)\\b)  UW
i(?=[aeouàèéòù])   Y
u(?=[aeioàèéìò])   W
[aàáâ]             AE | AA
[eé]\\b             EY | EH
[eèéê]             EH | EY
[iìíîj]            IY
[oòóô]\\b           OW | AO
[oòóô]             AO | OW
[uùúû]             UW
bb?                B
dd?                D
ff?                F
h                  -
kk?                K
ll?                L
mm?                M
nn?                N
pp?                P
(?<=[aeiouàèéìòù])r(?=[aeiouàèéìòù])  D | R
r(?=[bcdfglmnpqstvz])  AH | R
rr?                R
tt?                T
vv?                V
w                  W
x                  K S
y                  IY
`,
	names: pairs(
		'a=a b=bi c=ci d=di e=e f=effe g=gi h=acca i=i j=i_lunga k=cappa l=elle m=emme n=enne o=o p=pi q=cu r=erre s=esse t=ti u=u v=vu w=doppia_vu x=ics y=ipsilon z=zeta'
	),
	cardinal,
	point: 'virgola',
	million: ['mi', ['lioni', 'lione']],
	signs: pairs(
		'%=per_cento &=e +=più ==uguale @=chiocciola #=cancelletto *=asterisco /=barra .=punto €=euro $=dollari|dollaro £=sterline|sterlina °=gradi|grado №=numero −=meno us$=dollari|dollaro'
	),
	units: pairs(
		'km=chilometri|chilometro m=metri|metro cm=centimetri|centimetro mm=millimetri|millimetro km/h=chilometri_orari|chilometro_orario;' +
			"chilometri_all'ora m/s=metri_al_secondo km²=chilometri_quadrati|chilometro_quadrato km2=chilometri_quadrati|chilometro_quadrato " +
			'm²=metri_quadrati|metro_quadrato m2=metri_quadrati|metro_quadrato mq=metri_quadrati|metro_quadrato m³=metri_cubi|metro_cubo ' +
			'm3=metri_cubi|metro_cubo kg=chili|chilo;chilogrammi|chilogrammo g=grammi|grammo gr=grammi|grammo mg=milligrammi|milligrammo t=tonnellate|tonnellata ' +
			'l=litri|litro cl=centilitri|centilitro ml=millilitri|millilitro h=ore|ora min=minuti|minuto sec=secondi|secondo ' +
			'kb=chilobait mb=megabait;mega gb=gigabait;giga tb=terabait hz=erz khz=chiloerz mhz=megaerz ghz=gigaerz ' +
			'kw=chilovat kwh=chilovattora mw=megavat °c=gradi_celsius|grado_celsius;gradi|grado'
	),
	scales: pairs(
		'k=mila m=milioni_di|milione_di mln=milioni_di|milione_di mio=milioni_di|milione_di mld=miliardi_di|miliardo_di mrd=miliardi_di|miliardo_di'
	),
	fractions: pairs(
		'½=mezzo;un_mezzo|e_mezzo;e_mezza ¼=un_quarto|e_un_quarto ¾=tre_quarti|e_tre_quarti ⅓=un_terzo|e_un_terzo ⅔=due_terzi|e_due_terzi'
	),
	counted: singular,
	ordinals: ITALIAN_ORDINALS,
	clock,
	clockWords: /^(ore|alle|dalle|h)$/,
	vowelInEveryWord: true,
	words: ['a', 'e', 'i', 'o', 'è', 'é', 'ò', 'ù'],
	abbreviations: pairs(
		'sig=signor sigra=signora dott=dottor dr=dottor prof=professor ing=ingegner avv=avvocato ecc=eccetera es=esempio pag=pagina art=articolo pes=per_esempio'
	),
	foreign: /[jkwxy]|[bcdfglmnpqrtvz]$/
};
