package io.cosymesh.audio.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.decode.Recording;
import io.cosymesh.audio.decode.RecordingDecoder;
import io.cosymesh.audio.quality.Advisor;
import io.cosymesh.audio.quality.BestWindow;
import io.cosymesh.audio.quality.Findings;
import io.cosymesh.audio.quality.Levels;
import io.cosymesh.audio.quality.PromptInspector;
import io.cosymesh.audio.quality.SpeakerInspector;
import io.cosymesh.audio.quality.Verdict;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.contracts.audio.PromptDetails.Guidance;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.loudness.Loudness;
import io.cosymesh.dsp.loudness.TruePeak;
import io.cosymesh.dsp.signal.Decibels;

/**
 * The way of a recording: decode, inspect, clean, measure.
 */
public final class PromptPreparation {

	private final RecordingDecoder decoder;

	private final PromptInspector inspector;

	private final RecordingLimits limits;

	private final Levelling levelling;

	private final SpeakerInspector speakers;

	PromptPreparation(RecordingDecoder decoder, PromptInspector inspector, RecordingLimits limits, Levelling levelling,
			SpeakerInspector speakers) {
		this.decoder = decoder;
		this.inspector = inspector;
		this.limits = limits;
		this.levelling = levelling;
		this.speakers = speakers;
	}

	/**
	 * Prepares a recording.
	 * @param file the upload, alone in a private directory that may be written to
	 * @return the prepared prompt
	 * @throws RecordingRefusedException if it can't serve as one
	 * @throws IOException if files or processes fail
	 * @throws InterruptedException if nobody waits for the result any more
	 */
	public PreparedPrompt prepare(Path file) throws IOException, InterruptedException {
		Recording recording = this.decoder.decode(file);
		Levels levels = inspect(recording);
		CleanSpeech speech = CleanSpeech.of(recording, this.limits.maxSeconds(), this.levelling);
		VoiceFeatures features = VoiceAnalyzer.measure(speech.samples(), PcmFormat.SAMPLE_RATE);
		if (features.medianPitchHz() <= 0) {
			throw new RecordingRefusedException(new Refusal.NoVoice());
		}
		Findings findings = new Findings(levels, recording.seconds(), features.bandwidthHz(),
				this.speakers.inspect(speech.samples()));
		return new PreparedPrompt(AudioBytes.of(speech.pcm()), report(recording, findings, speech), features);
	}

	private Levels inspect(Recording recording) {
		return switch (this.inspector.inspect(recording)) {
			case Verdict.Usable(Levels levels) -> levels;
			case Verdict.Refused(Refusal refusal) -> throw new RecordingRefusedException(refusal);
		};
	}

	private static PromptReport report(Recording recording, Findings findings, CleanSpeech speech) {
		Levels levels = findings.levels();
		PromptDetails details = details(recording, findings, speech);
		return new PromptReport(recording.container(), recording.sampleRate(), recording.seconds(),
				levels.speechSeconds(), levels.loudnessDb(), levels.peakDb(), levels.noiseRatioDb(),
				levels.clippedShare(), details.guidance().stream().map(Guidance::advice).toList(), speech.waveform(),
				details);
	}

	private static PromptDetails details(Recording recording, Findings findings, CleanSpeech speech) {
		List<Guidance> guidance = Advisor.advise(findings);
		return new PromptDetails(findings.speechShare(),
				Loudness.integrated(recording.samples(), recording.sampleRate()),
				TruePeak.decibels(recording.samples()), speech.gainDb(), findings.bandwidthHz(),
				findings.speakers().distance(), findings.speakers().similarity(),
				BestWindow.of(speech.samples(), PcmFormat.SAMPLE_RATE, Decibels.toAmplitude(speech.gainDb())),
				guidance);
	}

}
