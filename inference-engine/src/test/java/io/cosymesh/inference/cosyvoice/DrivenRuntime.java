package io.cosymesh.inference.cosyvoice;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.cosymesh.inference.cosyvoice.StandInRuntime.Heard;
import io.cosymesh.inference.engine.SpeechException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine that drives a stand-in, both made anew for each test. The stand-in has said
 * its first word and forgotten it.
 */
abstract class DrivenRuntime {

	static final String PREFIX = "You are a helpful assistant.<|endofprompt|>";

	final StandInRuntime runtime = new StandInRuntime();

	final CosyVoiceEngine engine;

	DrivenRuntime(String... settings) {
		this.engine = Driving.engine(this.runtime.url() + "/", settings);
	}

	@BeforeEach
	void start() throws SpeechException {
		this.engine.selfTest();
		this.runtime.forget();
	}

	@AfterEach
	void stop() {
		this.engine.close();
		this.runtime.close();
	}

	/** Returns the only request. */
	Heard heard() {
		assertThat(this.runtime.heard()).hasSize(1);
		return this.runtime.heard().getFirst();
	}

}
