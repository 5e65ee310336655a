package io.cosymesh.inference.cosyvoice;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

/**
 * Drives engines in tests.
 */
final class Driving {

	private Driving() {
	}

	static CosyVoiceProperties properties(String url, String... settings) {
		Map<String, String> all = new HashMap<>(Map.of("cosymesh.engine.cosyvoice.url", url));
		for (String setting : settings) {
			int equals = setting.indexOf('=');
			all.put("cosymesh.engine.cosyvoice." + setting.substring(0, equals), setting.substring(equals + 1));
		}
		return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("cosymesh.engine.cosyvoice",
				CosyVoiceProperties.class);
	}

	static CosyVoiceEngine engine(String url, String... settings) {
		return CosyVoiceEngine.load(properties(url, settings), new TextFrontEnd(), new Pronunciation(),
				Schedulers.boundedElastic());
	}

	static SpeechOrder order(String text, String instruct, double speed, double pitchHz, String transcript) {
		VoicePrompt recording = SyntheticSpeaker.recording(pitchHz);
		return new SpeechOrder(text, null, speed, 7, instruct,
				new VoicePrompt(recording.audio(), transcript, recording.features()));
	}

	static SpeechOrder order(String text) {
		return order(text, null, 1, 150, "What I said.");
	}

	static byte[] hear(CosyVoiceEngine engine, SpeechOrder order) throws SpeechException {
		try (Speech speech = engine.open(order)) {
			ByteArrayOutputStream pcm = new ByteArrayOutputStream();
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				pcm.writeBytes(piece.get());
			}
			return pcm.toByteArray();
		}
	}

	/**
	 * Lets speakers whose recordings have the same transcript speak at once, and returns
	 * how far each came out from its own pitch.
	 */
	static List<Double> semitonesBesideEachOther(CosyVoiceEngine engine) {
		return Flux.just(110.0, 150.0, 200.0, 250.0)
			.flatMapSequential((pitch) -> Mono
				.fromCallable(() -> Listening.semitonesFrom(pitch,
						hear(engine, order("We all say the same.", null, 1, pitch, "Same words."))))
				.subscribeOn(Schedulers.boundedElastic()))
			.collectList()
			.block();
	}

}
