package io.cosymesh.inference;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextReading.Run;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Texts as backend-api sends them: read, refused with the place of the fault, and heard.
 */
class TextIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final TestCa CA = TestCa.create();

	private static Service service;

	private static Service caller;

	private static InferenceEngine engine;

	private static Service other;

	@BeforeAll
	static void start() {
		service = Service.engine(CA);
		caller = Service.caller(CA, "backend-api", service);
		engine = caller.bean(InferenceEngine.class);
		other = Service.caller(CA, "audio-processor", service);
	}

	@AfterAll
	static void stop() {
		other.close();
		caller.close();
		service.close();
	}

	@Test
	void textIsReadWithoutBeingSpoken() {
		TextReading reading = read("我在银行存了50%。然后我用Python写code！", List.of());
		assertThat(reading.language()).isEqualTo("zh");
		assertThat(reading.sentences()).hasSize(2);
		assertThat(reading.sentences().getFirst().text()).isEqualTo("我在银行存了50%。");
		assertThat(reading.sentences().getFirst().normalised()).isEqualTo("我在银行存了百分之五十。");
		assertThat(reading.sentences().getFirst().runs())
			.containsExactly(new Run("zh", "我在银行存了百分之五十。", "wo3 zai4 yin2 hang2 cun2 le5 bai3 fen1 zhi1 wu3 shi2."));
		assertThat(reading.sentences().getLast().runs()).containsExactly(new Run("zh", "然后我用", "ran2 hou4 wo3 yong4"),
				new Run("en", "Python", null), new Run("zh", "写", "xie3"), new Run("en", "code", null));
	}

	@Test
	void dictionaryChangesTheReading() {
		TextReading reading = read("GPU给予好评",
				List.of(new PronunciationEntry("GPU", "图形处理器"), new PronunciationEntry("给予", "[g][ěi]予")));
		assertThat(reading.sentences().getFirst().runs().getFirst().reading())
			.startsWith("tu2 xing2 chu3 li3 qi4 gei3 ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Hello [laughing] there | 6 | [laughing]
			报道[j][xx]予好评        | 2 | [j]
			""")
	void unknownTagIsRefusedWithItsPlace(String text, int position, String tag) {
		for (Mono<?> call : List.of(engine.read(new TextRequest(text, null, List.of())),
				engine.synthesize(request(text, List.of())))) {
			ProblemDetail problem = refusal(call);
			assertThat(problem.getType()).isEqualTo(URI.create("urn:cosymesh:problem:tag-unknown"));
			assertThat(problem.getDetail()).contains(tag);
			assertThat(problem.getProperties()).containsEntry("field", "text")
				.containsEntry("position", position)
				.containsEntry("errors",
						List.of(Map.of("field", "text", "position", position, "detail", problem.getDetail())));
		}
	}

	@Test
	void pronunciationThatCannotBeFollowedIsNamed() {
		ProblemDetail problem = refusal(engine.synthesize(request("Hello there",
				List.of(new PronunciationEntry("a", "b"), new PronunciationEntry("there", "[QQ]")))));
		assertThat(problem.getProperties()).containsEntry("field", "pronunciations[1].reading");
		assertThat(refusal(engine.read(new TextRequest(" ", null, List.of()))).getProperties()).containsEntry("field",
				"text");
	}

	@Test
	void mixedSentenceAndTagsAreHeard() {
		double chinese = seconds("我今天用。", List.of());
		double mixed = seconds("我今天用Python写code。", List.of());
		assertThat(mixed).isGreaterThan(chinese + 0.6);
		double word = seconds("[HH][AH0][L][OW1]", List.of());
		assertThat(word).isBetween(0.2, 1.6);
		assertThat(seconds("Hi.", List.of(new PronunciationEntry("hi", "a rather long greeting, spoken slowly"))))
			.isGreaterThan(word + 0.8);
	}

	@Test
	void soundsTheEngineMakesAreNamed() {
		assertThat(engine.describe().block(SOON).events()).containsExactly("[breath]", "[quick_breath]");
	}

	@Test
	void otherServicesAreRefused() {
		Throwable failure = catchThrowable(
				() -> other.bean(InferenceEngine.class).read(new TextRequest("Hello", null, List.of())).block(SOON));
		assertThat(PeerException.in(failure)).containsInstanceOf(PeerException.Broken.class);
	}

	private static TextReading read(String text, List<PronunciationEntry> pronunciations) {
		return engine.read(new TextRequest(text, null, pronunciations)).block(SOON);
	}

	private static SynthesisRequest request(String text, List<PronunciationEntry> pronunciations) {
		return new SynthesisRequest(text, null, 1, 7L, null, SyntheticSpeaker.prompt(150), null, pronunciations);
	}

	private static double seconds(String text, List<PronunciationEntry> pronunciations) {
		long bytes = engine.synthesize(request(text, pronunciations))
			.flatMapMany((response) -> response.getBody())
			.map((buffer) -> {
				int length = buffer.readableByteCount();
				DataBufferUtils.release(buffer);
				return (long) length;
			})
			.reduce(0L, Long::sum)
			.block(SOON);
		return PcmFormat.seconds(bytes);
	}

	private static ProblemDetail refusal(Mono<?> call) {
		PeerException failure = PeerException.in(catchThrowable(() -> call.block(SOON))).orElseThrow();
		PeerException.Answered answer = (PeerException.Answered) failure;
		assertThat(answer.status()).isEqualTo(HttpStatus.BAD_REQUEST);
		return answer.problem().orElseThrow();
	}

}
