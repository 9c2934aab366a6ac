// Portuguese (Brazil first, where the two differ) in the English model's phones. Data only.

import { pairs, singular, thousands } from './language.ts';
import type { LanguageData } from './language.ts';
import { PORTUGUESE_ORDINALS } from './ordinals/portuguese.ts';

const SMALL = (
	'zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito ' +
	'dezenove'
).split(' ');
const TENS = '_ _ vinte trinta quarenta cinquenta sessenta setenta oitenta noventa'.split(' ');
const HUNDREDS = '_ cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos'.split(
	' '
);

function hundreds(n: number): string {
	if (n < 20) return SMALL[n];
	if (n < 100) return TENS[Math.floor(n / 10)] + (n % 10 ? ` e ${SMALL[n % 10]}` : '');
	if (n === 100) return 'cem';
	return HUNDREDS[Math.floor(n / 100)] + (n % 100 ? ` e ${hundreds(n % 100)}` : '');
}

function cardinal(n: number): string[] {
	const [billions, millions, thousand, rest] = thousands(n);
	const words: string[] = [];
	if (billions) words.push(billions === 1 ? 'um bilhão' : `${hundreds(billions)} bilhões`);
	if (millions) words.push(millions === 1 ? 'um milhão' : `${hundreds(millions)} milhões`);
	if (thousand) words.push(thousand === 1 ? 'mil' : `${hundreds(thousand)} mil`);
	if (rest && words.length && (rest < 100 || rest % 100 === 0)) words.push('e');
	if (rest || !words.length) words.push(hundreds(rest));
	const plain = words.join(' ');
	const feminine = plain.replace(/um$/, 'uma').replace(/dois$/, 'duas');
	return n < 100 && feminine !== plain ? [plain, feminine] : [plain];
}

/** "Dez e trinta", "dez horas e trinta", "dez e meia". */
function clock(hour: number, minute: number): string[] {
	const hours = hour === 1 ? 'uma' : hour === 2 ? 'duas' : hundreds(hour);
	const full = `${hours} ${hour === 1 ? 'hora' : 'horas'}`;
	if (!minute) return [full, hours];
	const tail = `e ${hundreds(minute)}`;
	return [`${hours} ${tail}`, `${full} ${tail}`, ...(minute === 30 ? [`${hours} e meia`] : [])];
}

export const PORTUGUESE: LanguageData = {
	letters: `
ções\\b             S OY N S
ção\\b              S AW N | S AH W
ões                OY N S
ães                AY N S
ãe                 AY N
ão                 AW N | AH W
am\\b               AW N
ém\\b|em\\b|ens\\b     EY N
nh                 N Y
lh                 L Y
ch                 SH
ç                  S
sc(?=[eiéêí])      S
cc?(?=[eiéêí])     S
cc?                K
gu(?=[eiéêí])      G
g(?=[eiéêí])       ZH
g                  G
j                  ZH
qu(?=[eiéêí])      K
qu                 K W
rr                 HH | R
\\br                HH | R
(?<=[nls])r        HH | R
r\\b                R | -
(?<=[aeiouáéíóúâêôãõ])r(?=[aeiouáéíóúâêôãõ])  D | R
(?<=[pbtdcgfv])r     DH | R
r(?=[bcdfgjklmnpqstvxz])  AH | R
r                  R
ss                 S
(?<=[aeiouáéíóúâêôãõ])s(?=[aeiouáéíóúâêôãõ])  Z
s\\b                S | SH
s                  S
z\\b                S
z                  Z
x\\b                K S
\\bex(?=[aeiou])    EH Z
x                  SH | S
te\\b               CH IY | T
de\\b               JH IY | D
t(?=[ií])          CH | T
d(?=[ií])          JH | D
l(?=[bcdfgjkmnpqrstvxz]|\\b)  W | L
h                  -
[mn](?=[pbtdcgqfvsz])  N
m\\b                N
ai|ái              AY
au|áu|al(?=[^aeiouáéíóúh]|\\b)  AW
ei|éi|êi           EY
eu|éu              EH UW
oi|ói              OY
ou|ôu              OW
i(?=[aeoáéó])      IY
u(?=[aeioáéíó])    UW
[ãâ]               AH N | AH
a\\b                AH | AE
[aáà]              AE | AA
e\\b                IY
es\\b               IY S
[eé]               EH | EY
ê                  EY
[ií]               IY
õ                  OW N
o\\b                UW
os\\b               UW S
[oó]               AO | OW
ô                  OW
[uúü]              UW
b                  B
d                  D
f                  F
k                  K
ll?                L
mm?                M
nn?                N
p                  P
t                  T
v                  V
w                  W
y                  IY
`,
	names: pairs(
		'a=a b=bê c=cê d=dê e=ê f=efe g=gê h=agá i=i j=jota k=cá l=ele m=eme n=ene o=ó p=pê q=quê r=erre s=esse t=tê u=u v=vê w=dáblio x=xis y=ípsilon z=zê'
	),
	cardinal,
	point: 'vírgula',
	million: ['mi', ['lhões', 'lhão']],
	signs: pairs(
		'%=por_cento &=e +=mais ==igual @=arroba #=cerquilha *=asterisco /=barra .=ponto €=euros|euro $=dólares|dólar £=libras|libra °=graus|grau №=número −=menos us$=dólares|dólar r$=reais|real'
	),
	units: pairs(
		'km=quilômetros|quilômetro m=metros|metro cm=centímetros|centímetro mm=milímetros|milímetro km/h=quilômetros_por_hora|quilômetro_por_hora ' +
			'm/s=metros_por_segundo km²=quilômetros_quadrados|quilômetro_quadrado km2=quilômetros_quadrados|quilômetro_quadrado m²=metros_quadrados|metro_quadrado ' +
			'm2=metros_quadrados|metro_quadrado m³=metros_cúbicos|metro_cúbico m3=metros_cúbicos|metro_cúbico kg=quilos|quilo;quilogramas|quilograma ' +
			'g=gramas|grama mg=miligramas|miligrama t=toneladas|tonelada l=litros|litro ml=mililitros|mililitro h=horas|hora min=minutos|minuto ' +
			'seg=segundos|segundo kb=kilobaites mb=megabaites;megas gb=gigabaites;gigas tb=terabaites;teras hz=hertz khz=quilohertz mhz=megahertz ' +
			'ghz=gigahertz kw=quilowatts kwh=quilowatts_hora mw=megawatts °c=graus_celsius|grau_celsius;graus|grau'
	),
	scales: pairs('k=mil m=milhões_de|milhão_de mi=milhões_de|milhão_de b=bilhões_de|bilhão_de bi=bilhões_de|bilhão_de'),
	fractions: pairs(
		'½=meio;meia|e_meio;e_meia ¼=um_quarto|e_um_quarto ¾=três_quartos|e_três_quartos ⅓=um_terço|e_um_terço ⅔=dois_terços|e_dois_terços'
	),
	counted: singular,
	ordinals: PORTUGUESE_ORDINALS,
	clock,
	clockWords: null,
	vowelInEveryWord: true,
	words: ['a', 'e', 'o', 'é', 'à', 'ó'],
	abbreviations: pairs(
		'sr=senhor sra=senhora dr=doutor dra=doutora prof=professor etc=etcétera pág=página núm=número pex=por_exemplo'
	),
	foreign: /[kwy]|[bcdfghjpqtv]$/
};
