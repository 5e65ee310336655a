#!/usr/bin/env bash
# CosyMesh from the shell, with curl and jq.
#
#   cosymesh.sh clone  CLIP TEXT OUT.wav               speaks in the voice of a recording
#   cosymesh.sh stream CLIP TEXT OUT.wav               the same, and says when the first audio came
#   cosymesh.sh job    VOICE TEXT OUT.wav              has a long text made, and tells how far it is
#   cosymesh.sh voice  NAME CLIP CONSENT TEXT OUT.wav  keeps a voice with a recorded consent, and speaks in it
#
# COSYMESH_URL, COSYMESH_KEY and COSYMESH_CA come from ./cosymesh credentials --json (see ../README.md).
set -euo pipefail

: "${COSYMESH_URL:?}" "${COSYMESH_KEY:?}" "${COSYMESH_CA:?}"

# The key goes in by a file descriptor: arguments can be seen by everybody on the machine.
call() {
	curl --silent --show-error --fail-with-body --cacert "$COSYMESH_CA" \
		--header @<(printf 'Authorization: Bearer %s\n' "$COSYMESH_KEY") "$@"
}

clone() {
	call "$COSYMESH_URL/api/v1/clone" --form "prompt=@$1" --form-string "text=$2" --output "$3"
}

stream() {
	call --no-buffer "$COSYMESH_URL/api/v1/clone" --form "prompt=@$1" --form-string "text=$2" | {
		head --bytes=1
		echo "the first audio is here" >&2
		cat
	} >"$3"
	echo "and all of it"
}

job() {
	local id event
	id=$(jq --null-input --compact-output --arg voice "$1" --arg text "$2" '{$voice, $text, format: "wav"}' |
		call "$COSYMESH_URL/api/v1/jobs" --json @- | jq --raw-output .id)
	# Events of the kind "sentence" say how far it is; the stream ends with the job.
	call --no-buffer "$COSYMESH_URL/api/v1/jobs/$id/events" | while IFS= read -r line; do
		case $line in
			event:*) event=${line#event:} ;;
			data:*) [ "$event" != sentence ] || jq --raw-output '"sentence \(.number) of \(.total)"' <<<"${line#data:}" ;;
		esac
	done
	call "$COSYMESH_URL/api/v1/jobs/$id/audio" --output "$3"
	call --request DELETE "$COSYMESH_URL/api/v1/jobs/$id"
}

voice() {
	local id
	id=$(call "$COSYMESH_URL/api/v1/voices" --form-string "name=$1" --form "prompt=@$2" --form consent=true \
		--form-string "consentBy=$1" --form "consentRecording=@$3" | jq --raw-output .id)
	echo "kept as $id"
	jq --null-input --compact-output --arg voice "$id" --arg text "$4" '{$voice, $text}' |
		call "$COSYMESH_URL/api/v1/speech" --json @- --output "$5"
	call --request DELETE "$COSYMESH_URL/api/v1/voices/$id"
}

case ${1:-} in
	clone | stream | job | voice) "$@" ;;
	*)
		sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
		exit 2
		;;
esac
