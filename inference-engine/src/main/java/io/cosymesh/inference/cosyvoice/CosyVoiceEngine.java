package io.cosymesh.inference.cosyvoice;

import java.util.Optional;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.engine.EngineProfile;
import io.cosymesh.inference.engine.EngineUnavailableException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechEngine;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;
import reactor.core.scheduler.Scheduler;

/**
 * Speaks with a Fun-CosyVoice3 runtime: a neural clone of the speaker's voice.
 */
final class CosyVoiceEngine implements SpeechEngine {

	private static final String SUMMARY = "Fun-CosyVoice3: a neural clone of the speaker's voice, made by a runtime"
			+ " next to this service";

	private static final long PROBE_SEED = 1;

	private final Studio studio;

	private final ProgramWriter writer;

	private final WordTest word;

	private CosyVoiceEngine(Studio studio, ProgramWriter writer, WordTest word) {
		this.studio = studio;
		this.writer = writer;
		this.word = word;
	}

	static CosyVoiceEngine load(CosyVoiceProperties properties, TextFrontEnd frontEnd, Pronunciation pronunciation,
			Scheduler workers) {
		RuntimeCondition condition = new RuntimeCondition(properties.recycling(), workers);
		Studio studio = new Studio(properties.dialect().runtime(properties), new Places(properties.places()), condition,
				properties);
		return new CosyVoiceEngine(studio,
				new ProgramWriter(frontEnd, pronunciation, new EndOfPrompt(properties.prefix())),
				WordTest.of(properties.probe()));
	}

	@Override
	public EngineProfile profile() {
		CosyVoiceProperties properties = this.studio.properties();
		return new EngineProfile("cosyvoice", properties.model(), SUMMARY, PcmFormat.SAMPLE_RATE, ProgramWriter.tags(),
				properties.dialect().capabilities(properties), properties.places());
	}

	@Override
	public Speech open(SpeechOrder order) throws SpeechException {
		Program program = this.writer.write(order);
		for (Program.Item item : program.items()) {
			if (item instanceof Program.Item.Saying saying) {
				this.studio.runtime().check(saying.utterance());
			}
		}
		Optional<String> trouble = trouble();
		if (trouble.isPresent()) {
			throw new EngineUnavailableException(trouble.get(), null);
		}
		return new CosyVoiceSpeech(this.studio, program, order.seed());
	}

	@Override
	public void selfTest() throws SpeechException {
		try {
			sayWord();
			this.studio.condition().works();
		}
		catch (SpeechException ex) {
			this.studio.condition().isBroken(String.valueOf(ex.getMessage()));
			throw ex;
		}
		finally {
			this.studio.condition().watch(this::sayWord, this.studio.properties().probe().interval());
		}
	}

	@Override
	public Speech probe() {
		return new CosyVoiceSpeech(this.studio, this.word.program(), PROBE_SEED);
	}

	/** The runtime may still be loading its model. */
	@Override
	public boolean recovers() {
		return true;
	}

	@Override
	public Optional<String> trouble() {
		return this.studio.condition().trouble();
	}

	@Override
	public void close() {
		this.studio.condition().stopWatching();
		this.studio.runtime().close();
	}

	private void sayWord() throws SpeechException {
		try {
			this.studio.runtime().checkHealth();
		}
		catch (RuntimeFailureException ex) {
			throw new EngineUnavailableException(String.valueOf(ex.getMessage()), ex);
		}
		try (Speech speech = probe()) {
			this.word.listen(speech);
		}
	}

}
