// English spelling by a few rules: the sound of a word when neither the dictionary nor the trained model is at hand, and
// of fragments ("th-"). Data only; see rules.ts.

export const ENGLISH_LETTERS = `
tion\\b             SH AH N
sion\\b             ZH AH N
ture\\b             CH ER
tious\\b            SH AH S
cious\\b            SH AH S
cial\\b             SH AH L
tch                CH
ch                 CH
ck                 K
sch                SH
sh                 SH
th                 TH
ph                 F
wh                 W
\\bkn               N
\\bwr               R
\\bps               S
gn\\b               N
ght                T
gh\\b               -
gh                 G
qu                 K W
ng\\b               NG
nk                 NG K
mb\\b               M
dge                JH
([bdfgklmnprstz])\\1  =
cc(?=[eiy])        K S
cc                 K
c(?=[eiy])         S
c                  K
g(?=[eiy])         JH | G
g                  G
x                  K S
\\bx                Z
igh                AY
eigh               EY
augh               AO
ough               OW
ee                 IY
ea                 IY | EH
ai                 EY
ay                 EY
oa                 OW
oo                 UW | UH
ou                 AW | UW
ow                 OW | AW
oi                 OY
oy                 OY
au                 AO
aw                 AO
ew                 UW
ie                 IY
ey\\b               IY
ei                 AY
ar                 AA R
er                 ER
ir                 ER
or                 AO R
ur                 ER
a(?=[^aeiouy]e)    EY
e(?=[^aeiouy]e)    IY
i(?=[^aeiouy]e)    AY
o(?=[^aeiouy]e)    OW
u(?=[^aeiouy]e)    UW
le\\b               AH L
es\\b               Z
(?<=[aeiouy].*)e\\b  -
a\\b                AH
e\\b                IY
i\\b                IY
o\\b                OW
u\\b                UW
y\\b                IY
\\by                Y
a                  AE | AH
e                  EH | AH
i                  IH
o                  AA | OW
u                  AH | UW
y                  IH
b                  B
d                  D
f                  F
h                  HH
j                  JH
k                  K
l                  L
m                  M
n                  N
p                  P
r                  R
s                  S
t                  T
v                  V
w                  W
z                  Z
`.replace(/^.*=\n/m, [...'bdfgklmnprstz'].map((letter) => `${letter}${letter}  ${letter.toUpperCase()}\n`).join(''));
