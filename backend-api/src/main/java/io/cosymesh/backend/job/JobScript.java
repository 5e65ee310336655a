package io.cosymesh.backend.job;

import java.util.List;

import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.speech.SpeechJson;
import io.cosymesh.backend.voice.KeptVoice;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a job says, how and in whose voice: as it was when the job was accepted, whatever
 * becomes of voice and dictionary. Never prints it.
 *
 * @param request the request as it was sent, the seed filled in
 * @param pronunciations how words are to be said
 * @param voice the voice; nothing once the job is over
 */
record JobScript(JsonNode request, List<PronunciationEntry> pronunciations, @Nullable KeptVoice voice) {

	JobScript {
		pronunciations = List.copyOf(pronunciations);
	}

	SpeechJson speech() {
		return SpeechJson.of(this.request, SynthesisRequest.MAX_LONG_TEXT_LENGTH);
	}

	SpeechOrder order() {
		return speech().order().with(this.pronunciations);
	}

	VoicePrompt voice(VoicePrompt prompt) {
		return speech().apply(prompt);
	}

	int characters() {
		return speech().order().text().length();
	}

	@Override
	public String toString() {
		return "JobScript[voice=%s]".formatted((this.voice != null) ? this.voice.id() : null);
	}

}
