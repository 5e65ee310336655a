package io.cosymesh.backend.voice;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BuiltInVoiceTests extends VoiceApi {

	private static final List<String> NAMES = List.of("中文女", "中文男", "日语男", "粤语女", "英文女", "英文男", "韩语女");

	/** What the first of them has for its id in every installation there will ever be. */
	private static final String FIRST = "53f7f1ce-c33c-34ce-bb60-cb784fd86132";

	@Autowired
	private FakeAudioProcessor audioProcessor;

	@Autowired
	private FakeInferenceEngine inferenceEngine;

	@Autowired
	private Voices voices;

	@AfterEach
	void audioProcessorIsWell() {
		this.audioProcessor.preparing = this.audioProcessor::prepared;
	}

	@Test
	void everyTenantHasThemAfterItsOwn() {
		Object own = added(ADA).get("id");
		for (Caller caller : List.of(ADA, STRANGER)) {
			List<Map<?, ?>> listed = listed(caller, "?limit=100");
			List<Map<?, ?>> last = listed.subList(listed.size() - NAMES.size(), listed.size());
			assertThat(last).extracting("name").isEqualTo(NAMES);
			assertThat(last).allSatisfy((voice) -> {
				assertThat(voice.get("owner")).isEqualTo("cosymesh");
				assertThat(voice.get("builtIn")).isEqualTo(true);
				assertThat(voice.get("transcript")).isNotNull();
				assertThat((String) ((Map<?, ?>) voice.get("consent")).get("text")).contains("nobody's voice");
			});
		}
		assertThat(listed(ADA, "?builtIn=false&limit=100")).extracting("id").contains(own);
		assertThat(listed(STRANGER, "?builtIn=false&limit=100")).isEmpty();
	}

	@Test
	void pagesGoFromKeptVoicesToBuiltInOnes() {
		Caller caller = new Caller("acme", "pager");
		added(caller, "name", "one");
		added(caller, "name", "two");
		for (int limit = 1; limit <= 9; limit++) {
			List<String> names = new ArrayList<>();
			Object next = "";
			while (next != null) {
				Map<?, ?> page = body(
						get(caller, "?shared&q&limit={limit}&after={after}", limit, next).expectStatus().isOk());
				((List<?>) page.get("voices")).forEach((voice) -> names.add((String) ((Map<?, ?>) voice).get("name")));
				next = page.get("next");
			}
			assertThat(names).startsWith("two", "one").endsWith(NAMES.toArray(String[]::new)).doesNotHaveDuplicates();
		}
	}

	@Test
	void theyAreFoundLikeOthers() {
		assertThat(listed(STRANGER, "?builtIn=true")).extracting("name").isEqualTo(NAMES);
		assertThat(listed(STRANGER, "?language=zh")).extracting("name").isEqualTo(List.of("中文女", "中文男"));
		assertThat(listed(STRANGER, "?q=WEATHER")).extracting("name").isEqualTo(List.of("英文女", "英文男"));
		assertThat(listed(STRANGER, "?q=female&builtIn=true")).hasSize(4);
		assertThat(listed(STRANGER, "?shared=false")).isEmpty();
		assertThat(listed(STRANGER, "?builtIn=true&shared=true")).hasSize(NAMES.size());
	}

	@Test
	void firstUseMakesThePromptAndLaterOnesTakeIt() {
		int before = this.audioProcessor.preparations.get();
		Map<?, ?> voice = named("韩语女");
		assertThat(voice.get("quality")).isNull();
		speak(ADA, "韩语女").expectStatus().isOk();
		VoicePrompt prompt = this.inferenceEngine.lastRequest.get().prompt();
		assertThat(prompt.transcript()).isEqualTo(voice.get("transcript"));
		assertThat(prompt.audio()).isEqualTo(AudioBytes.of(new byte[] { 1, 2, 3, 4 }));
		speak(STRANGER, voice.get("id")).expectStatus().isOk();
		get(STRANGER, "/{id}/prompt", voice.get("id")).expectStatus().isOk().expectHeader().contentType("audio/wav");
		assertThat(this.audioProcessor.preparations).hasValue(before + 1);
		assertThat(body(get(ADA, "/{id}", voice.get("id"))).get("quality")).isNotNull();
	}

	@Test
	void manyFirstUsesAtOnceAreOne() {
		Sinks.One<PreparedPrompt> made = Sinks.one();
		int before = this.audioProcessor.preparations.get();
		this.audioProcessor.preparing = (recording) -> recording.then(made.asMono());
		int callers = 8;
		Mono<List<VoicePrompt>> heard = Flux.range(0, callers)
			.flatMap((_) -> this.voices.speaker(ADA, "日语男"), callers)
			.collectList()
			.cache();
		heard.subscribe();
		await().until(() -> this.audioProcessor.preparations.get() > before);
		made.tryEmitValue(new PreparedPrompt(AudioBytes.of(new byte[] { 5, 6 }), FakeAudioProcessor.REPORT,
				FakeAudioProcessor.FEATURES));
		assertThat(heard.block()).hasSize(callers).containsOnly(heard.block().getFirst());
		assertThat(this.audioProcessor.preparations).hasValue(before + 1);
	}

	@Test
	void withoutAudioProcessorTheyAreListedAndSpeakOnceItIsBack() {
		this.audioProcessor.preparing = (recording) -> Mono
			.error(new PeerException.Unavailable("audio-processor", new IllegalStateException("down")));
		assertThat(speak(ADA, "英文男").expectStatus()
			.isEqualTo(503)
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Retry-After")).isNotNull();
		assertThat(listed(ADA, "?builtIn=true")).hasSize(NAMES.size());
		this.audioProcessor.preparing = this.audioProcessor::prepared;
		speak(ADA, "英文男").expectStatus().isOk();
	}

	@Test
	void clipThatCanNotBeUsedIsNotTheCallersFault() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "It is silent");
		problem.setType(URI.create("urn:cosymesh:problem:prompt-silent"));
		problem.setProperty("field", "prompt");
		this.audioProcessor.preparing = (recording) -> Mono
			.error(new PeerException.Answered("audio-processor", HttpStatus.BAD_REQUEST, problem, null));
		Map<?, ?> answer = body(speak(ADA, "英文女").expectStatus().isEqualTo(503));
		assertThat(answer.get("type")).isEqualTo("urn:cosymesh:problem:voice-unusable");
		assertThat(answer.containsKey("field")).isFalse();
	}

	@Test
	void nobodyChangesThem() {
		Object id = named("中文男").get("id");
		for (ResponseSpec answer : List.of(change(ADA, id, "{\"name\": \"Mine\"}"), delete(ADA, id),
				get(ADA, "/{id}/events", id), get(ADA, "/{id}/consent/recording", id))) {
			assertRefused(answer, HttpStatus.FORBIDDEN, "id");
		}
		assertThat(named("中文男").get("id")).isEqualTo(id);
	}

	@Test
	void ownVoiceOfTheirNameWinsForItsOwnerAlone() {
		Caller rival = new Caller("acme", "rival");
		assertThat(this.voices.kept(ADA, "粤语女").block().isBuiltIn()).isTrue();
		added(rival, "name", "粤语女", "shared", "true", "transcript", "Not theirs.");
		speak(ADA, "粤语女").expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).contains("飲茶");
		speak(rival, "粤语女").expectStatus().isOk();
		assertThat(this.inferenceEngine.lastRequest.get().prompt().transcript()).isEqualTo("Not theirs.");
		assertThat(this.voices.kept(rival, "粤语女").block().isBuiltIn()).isFalse();
		assertThat(this.voices.kept(rival, "nobody is called so").block()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "中文", "中文女 2", "zh-female", "%" })
	void nameThatIsNotExactlyTheirsIsNotFound(String name) {
		assertRefused(speak(ADA, name), HttpStatus.NOT_FOUND, "voice");
	}

	@Test
	void idIsTheSameInEveryInstallation() {
		assertThat(named("中文女").get("id")).isEqualTo(FIRST);
	}

	private Map<?, ?> named(String name) {
		return listed(ADA, "?builtIn=true").stream()
			.filter((voice) -> name.equals(voice.get("name")))
			.findFirst()
			.orElseThrow();
	}

	@SuppressWarnings("unchecked")
	private List<Map<?, ?>> listed(Caller caller, String query) {
		return (List<Map<?, ?>>) body(get(caller, query).expectStatus().isOk()).get("voices");
	}

}
