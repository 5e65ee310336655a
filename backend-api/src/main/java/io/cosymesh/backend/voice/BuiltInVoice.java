package io.cosymesh.backend.voice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.storage.Sha256;
import io.cosymesh.contracts.AudioBytes;

/**
 * A voice that comes with the installation, for everybody. Nobody can change or delete
 * it.
 *
 * @param name what people call it
 * @param transcript what is said in its clip, when known
 * @param language BCP 47 tag of what is said, when known
 * @param labels words to find it by
 * @param consent who agreed to it, or why nobody had to
 * @param clip the recording, in any container that audio-processor reads
 * @param clipSha256 SHA-256 of the recording, in hexadecimal
 */
record BuiltInVoice(String name, @Nullable String transcript, @Nullable String language, List<String> labels,
		Consent consent, AudioBytes clip, String clipSha256) implements KnownVoice {

	static final String OWNER = "cosymesh";

	BuiltInVoice {
		labels = List.copyOf(labels);
	}

	/** Returns the id that a voice of this name has in every installation. */
	@Override
	public UUID id() {
		return UUID.nameUUIDFromBytes(("cosymesh:built-in-voice:" + this.name).getBytes(StandardCharsets.UTF_8));
	}

	/** Returns the SHA-256 of a clip, in hexadecimal. */
	static String sha256(AudioBytes clip) {
		return Sha256.hex(clip.toByteArray());
	}

	/** Tells whether a search that could find built-in voices finds this one. */
	boolean matches(VoiceSearch search) {
		return matchesWords(search.words()) && matchesLanguage(search.language());
	}

	private boolean matchesWords(@Nullable String words) {
		return words == null || Stream
			.concat(Stream.of(this.name, (this.transcript != null) ? this.transcript : ""), this.labels.stream())
			.anyMatch((text) -> text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
	}

	private boolean matchesLanguage(@Nullable String wanted) {
		return wanted == null || (this.language != null
				&& (this.language + "-").toLowerCase(Locale.ROOT).startsWith((wanted + "-").toLowerCase(Locale.ROOT)));
	}

	@Override
	public String toString() {
		return "BuiltInVoice[id=%s]".formatted(id());
	}

}
