package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Phrase;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;
import io.cosymesh.inference.text.UnspeakableTextException;

import org.springframework.util.unit.DataSize;

/**
 * The embedded engine without the service around it, and the same espeak-ng left plain.
 */
public final class EngineUnderTest implements AutoCloseable {

	private static final int VOICES = 64;

	private final EmbeddedEngine engine;

	private final PrivateVoices plainVoices;

	private final Espeak plain;

	private final Pronunciation pronunciation = new Pronunciation();

	private EngineUnderTest(EmbeddedEngine engine, PrivateVoices plainVoices, Espeak plain) {
		this.engine = engine;
		this.plainVoices = plainVoices;
		this.plain = plain;
	}

	/**
	 * Starts the engine.
	 * @param work where it keeps its voice data
	 * @return the engine, to be closed
	 * @throws SpeechException if there is no working espeak-ng
	 * @throws IOException if the voice data can't be made
	 */
	public static EngineUnderTest start(Path work) throws SpeechException, IOException {
		EmbeddedProperties properties = new EmbeddedProperties("espeak-ng", work, 0, Duration.ofSeconds(30),
				DataSize.ofMegabytes(512), VOICES);
		EspeakInstallation installation = EspeakInstallation.find(properties.command());
		PrivateVoices voices = PrivateVoices.create(installation.data(), work, 1);
		return new EngineUnderTest(EmbeddedEngine.load(properties, new TextFrontEnd(), new Pronunciation()), voices,
				new Espeak(installation, voices, properties));
	}

	/**
	 * Tells the version of espeak-ng.
	 * @return the version
	 */
	public String espeak() {
		return this.plain.installation().version();
	}

	/**
	 * Makes a prompt as the audio processor does: recording and measurements.
	 * @param recording mono at 24 kHz
	 * @return the prompt
	 */
	public static VoicePrompt prompt(float[] recording) {
		ByteBuffer pcm = ByteBuffer.allocate(recording.length * PcmFormat.BYTES_PER_SAMPLE)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : recording) {
			pcm.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
		}
		return new VoicePrompt(AudioBytes.of(pcm.array()), null,
				VoiceAnalyzer.measure(recording, PcmFormat.SAMPLE_RATE));
	}

	/**
	 * Opens a speech.
	 * @param prompt the voice to take after
	 * @param language BCP 47 tag
	 * @param text what to say
	 * @return the speech, to be closed
	 * @throws SpeechException if it can't be made
	 */
	public Speech open(VoicePrompt prompt, String language, String text) throws SpeechException {
		return this.engine.open(new SpeechOrder(text, language, 1, 7, null, prompt));
	}

	/**
	 * Speaks as the engine does.
	 * @param prompt the voice to take after
	 * @param language BCP 47 tag
	 * @param text what to say
	 * @return mono at 24 kHz
	 * @throws SpeechException if it can't be made
	 */
	public float[] speak(VoicePrompt prompt, String language, String text) throws SpeechException {
		ByteArrayOutputStream pcm = new ByteArrayOutputStream();
		try (Speech speech = open(prompt, language, text)) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				pcm.writeBytes(piece.get());
			}
		}
		ByteBuffer bytes = ByteBuffer.wrap(pcm.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
		float[] samples = new float[bytes.remaining() / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = bytes.getShort() / 32768f;
		}
		return samples;
	}

	/**
	 * Speaks as espeak-ng does by itself.
	 * @param language BCP 47 tag
	 * @param text what to say
	 * @return mono at 24 kHz
	 * @throws SpeechException if it can't be made
	 */
	public float[] speakPlainly(String language, String text) throws SpeechException {
		Language spoken = Language.tagged(language).orElseThrow();
		try (EspeakSession session = this.plain.session()) {
			float[] speech = session.speak(BaseVoice.of(spoken).name(),
					this.pronunciation.of(new Phrase(spoken, text)));
			return Resampler.convert(speech, EspeakSession.SAMPLE_RATE, PcmFormat.SAMPLE_RATE);
		}
		catch (UnspeakableTextException ex) {
			throw new IllegalArgumentException(ex.detail(), ex);
		}
	}

	@Override
	public void close() {
		this.engine.close();
		this.plainVoices.close();
	}

}
