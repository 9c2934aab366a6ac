// Other alphabets in the English model's phones, letter by letter: Cyrillic and Greek. Data only.

export const CYRILLIC = `
дз                 D Z
дж                 JH
ье|ьё|ъе           Y EH
а                  AE | AH
б                  B
в                  V
[гґ]               G
д                  D
(?<=[аеёиоуыэюя]|\\b)е  Y EH
[еєэ]              EH | IH
ё                  Y OW
ж                  ZH
з                  Z
[иі]               IY
ї                  Y IY
й|ј                Y
к                  K
л                  L
љ                  L Y
м                  M
н                  N
њ                  N Y
о(?![́])            OW | AH
п                  P
(?<=[аеёиоуыэюяіїєъ])р(?=[аеёиоуыэюяіїєъ])  D | R
(?<=[пбтдкгґфх])р    DH | R
р                  R
с                  S
т                  T
[ћч]               CH
ђ                  JH
џ                  JH
у                  UW
ў                  W
ф                  F
х                  HH | K
ц                  T S
щ                  SH CH | SH
ш                  SH
[ъь]               -
ы                  IH | IY
ю                  Y UW
я                  Y AA | Y AH
`;

export const GREEK = `
αι|αί              EH
ει|εί|οι|οί|υι     IY
ου|ού              UW
α[υύ](?=[θκξπσςτφχψ])  AA F
α[υύ]              AA V
ε[υύ](?=[θκξπσςτφχψ])  EH F
ε[υύ]              EH V
μπ                 B
ντ                 D | N D
γγ|γκ              G | NG G
τζ                 D Z
τσ                 T S
γ(?=[ειηυέίήύ])    Y
[αά]               AE | AA
ββ?                V
γ                  G
δ                  DH
[εέ]               EH
ζ                  Z
[ηήιίϊΐυύϋΰ]       IY
θ                  TH
κκ?                K
λλ?                L
μμ?                M
νν?                N
ξ                  K S
[οόωώ]             AO | OW
ππ?                P
(?<=[αάεέηήιίοόυύωώ])ρ(?=[αάεέηήιίοόυύωώ])  D | R
(?<=[πτκβδγφθχ])ρ    DH | R
ρρ?                R
σσ?|ς              S
ττ?                T
φ                  F
χ                  HH | K
ψ                  P S
`;
