package io.cosymesh.backend.pipeline;

import org.springframework.core.io.buffer.DataBuffer;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;

import reactor.test.publisher.TestPublisher;

/**
 * A pipeline between peers that do what the test wants of them.
 */
abstract class PipelineRig {

	static final VoicePrompt VOICE = new VoicePrompt(AudioBytes.of(new byte[] { 1, 2 }), null,
			FakeAudioProcessor.FEATURES);

	final FakeAudioProcessor audioProcessor = new FakeAudioProcessor();

	final FakeInferenceEngine inferenceEngine = new FakeInferenceEngine();

	final CloningPipeline pipeline = new CloningPipeline(this.audioProcessor, this.audioProcessor,
			this.inferenceEngine);

	/** What the engine says, when the test says so. */
	final TestPublisher<DataBuffer> pcm = TestPublisher.create();

}
