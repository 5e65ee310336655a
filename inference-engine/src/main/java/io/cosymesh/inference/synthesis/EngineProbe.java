package io.cosymesh.inference.synthesis;

import java.util.Optional;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.ProbeReport;
import io.cosymesh.inference.engine.EngineChoice;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;

/**
 * Times the synthesis of a word.
 */
final class EngineProbe {

	private static final double NANOS_PER_MILLI = 1e6;

	private final EngineChoice engines;

	EngineProbe(EngineChoice engines) {
		this.engines = engines;
	}

	ProbeReport run() throws SpeechException {
		String engine = this.engines.describe().name();
		long begin = System.nanoTime();
		long bytes = 0;
		double first = 0;
		try (Speech speech = this.engines.probe()) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				first = (bytes == 0) ? millisSince(begin) : first;
				bytes += piece.get().length;
			}
		}
		double total = millisSince(begin);
		double seconds = PcmFormat.seconds(bytes);
		return new ProbeReport(engine, first, total, seconds, (seconds == 0) ? 0 : total / 1000 / seconds);
	}

	private static double millisSince(long begin) {
		return (System.nanoTime() - begin) / NANOS_PER_MILLI;
	}

}
