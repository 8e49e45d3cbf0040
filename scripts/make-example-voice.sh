#!/bin/sh
# Makes examples/voice.ogg: a spoken question in Ogg/Opus, as WhatsApp records voice notes, with its text in the Ogg comment
# TRANSCRIPT, where the sandbox's speech service finds it.
# Needs: apt-get install espeak-ng ffmpeg
# Usage: sh scripts/make-example-voice.sh [text] [voice: ru, kk, en …] [file]
set -eu
text=${1:-'Здравствуйте! Когда начинаются занятия и где вы находитесь?'}
voice=${2:-ru}
file=${3:-"$(dirname "$0")/../examples/voice.ogg"}
espeak-ng -v "$voice" -s 140 --stdout "$text" |
  ffmpeg -hide_banner -loglevel error -y -f wav -i pipe:0 -ac 1 -ar 16000 -c:a libopus -application voip -b:a 16k \
    -map_metadata -1 -fflags +bitexact -flags:a +bitexact -metadata "transcript=$text" "$file"
