#!/bin/sh
# Makes the encoded samples of this folder anew (needs ffmpeg with libmp3lame, libopus and libvorbis). Each is three
# seconds of mono clicks at 0.5, 1.1, 1.9 and 2.6 s; varied.mp3 is forty seconds of clicks, loud noise under its first third.
set -e
cd "$(dirname "$0")"
ff() { ffmpeg -hide_banner -loglevel error -nostdin -y -bitexact "$@"; }
burst="0.9*exp(-max(0\,T)*500)*cos(2*PI*1500*T)"
at() { echo "gte(t\,$1)*$(echo "$burst" | sed "s/T/(t-$1)/g")"; }
wav=$(mktemp --suffix .wav)
noisy=$(mktemp --suffix .wav)
marks=$(mktemp)
trap 'rm -f "$wav" "$noisy" "$marks"' EXIT
ff -f lavfi -i "aevalsrc=$(at 0.5)+$(at 1.1)+$(at 1.9)+$(at 2.6):d=3:s=44100" -c:a pcm_s16le "$wav"
lame="-c:a libmp3lame -id3v2_version 0 -map_metadata -1"
ff -i "$wav" $lame -b:a 32k cbr.mp3
ff -i "$wav" $lame -b:a 32k -write_xing 0 cbr-bare.mp3
ff -i "$wav" $lame -q:a 9 vbr.mp3
ff -i "$wav" $lame -q:a 9 -write_xing 0 vbr-bare.mp3
ff -i "$wav" $lame -ar 22050 -b:a 16k low.mp3
printf ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=Start\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=3000\ntitle=Later\n' >"$marks"
ff -i "$wav" -f ffmetadata -i "$marks" -map_metadata 1 -c:a aac -b:a 24k -metadata title="Clicks in a row" -metadata album="The Click Show" -metadata date=2024-05-06 clicks.m4a
ff -i "$wav" -c:a libopus -b:a 16k clicks.opus
ff -i "$wav" -c:a libvorbis -q:a 0 clicks.ogg
ff -i "$wav" -c:a flac clicks.flac
ff -f lavfi -i "aevalsrc=0.8*exp(-400*mod(t*(1+t/300)\,0.41))*cos(2*PI*1500*mod(t*(1+t/300)\,0.41)):d=40:s=22050" \
	-f lavfi -i "anoisesrc=d=13:c=white:r=22050:a=0.5:seed=7" \
	-filter_complex "[1]apad=whole_dur=40[n];[0][n]amix=inputs=2:normalize=0:duration=first" -c:a pcm_s16le "$noisy"
ff -i "$noisy" $lame -q:a 8 varied.mp3
