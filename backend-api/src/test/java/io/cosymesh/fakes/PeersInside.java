package io.cosymesh.fakes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Peers that live in the same process.
 */
public class PeersInside {

	@Bean
	@Primary
	FakeAudioProcessor fakeAudioProcessor() {
		return new FakeAudioProcessor();
	}

	@Bean
	@Primary
	FakeInferenceEngine fakeInferenceEngine() {
		return new FakeInferenceEngine();
	}

}
