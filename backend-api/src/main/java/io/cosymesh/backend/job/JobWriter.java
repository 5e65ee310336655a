package io.cosymesh.backend.job;

import java.util.List;
import java.util.random.RandomGenerator;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.speech.SpeechJson;
import io.cosymesh.backend.speech.SpeechProblems;
import io.cosymesh.backend.voice.KeptVoice;
import io.cosymesh.backend.voice.Voices;
import io.cosymesh.mesh.problem.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what jobs are to say, so that it stays what it was when they were sent.
 */
final class JobWriter {

	/** Seeds stay short enough to be read out and exact in JavaScript. */
	private static final long SEEDS = 100_000_000;

	private final Voices voices;

	private final Pronunciations pronunciations;

	private final RandomGenerator random;

	JobWriter(Voices voices, Pronunciations pronunciations, RandomGenerator random) {
		this.voices = voices;
		this.pronunciations = pronunciations;
		this.random = random;
	}

	Mono<List<JobScript>> scripts(Caller caller, JobRequest request) {
		return Flux.fromIterable(request.items()).concatMap((item) -> script(caller, item)).collectList();
	}

	Mono<KeptVoice> voice(Caller caller, SpeechJson speech) {
		return this.voices.kept(caller, speech.voice())
			.map(speech::admitted)
			.switchIfEmpty(Mono.error(SpeechProblems::voiceNotFound));
	}

	private Mono<JobScript> script(Caller caller, JobRequest.Item item) {
		return voice(caller, item.speech())
			.onErrorMap(ProblemException.class, (problem) -> JobRequest.within(item.prefix(), problem))
			.zipWith(this.pronunciations.entries(caller, item.speech().order().language()))
			.map((found) -> new JobScript(seeded(item), found.getT2(), found.getT1()));
	}

	/** One seed for all sentences, and for who wants the same again. */
	private JsonNode seeded(JobRequest.Item item) {
		ObjectNode body = ((ObjectNode) item.body()).deepCopy();
		if (item.speech().order().seed() == null) {
			body.put("seed", this.random.nextLong(1, SEEDS + 1));
		}
		return body;
	}

}
