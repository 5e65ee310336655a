package io.cosymesh.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The models of a directory as CosyVoice publishes it. One whose file isn't there is left
 * out; one that can't be loaded is an error.
 */
public final class SpeechModels implements AutoCloseable {

	private final @Nullable SpeakerEncoder speakerEncoder;

	private final @Nullable SpeechTokenizer speechTokenizer;

	private SpeechModels(@Nullable SpeakerEncoder speakerEncoder, @Nullable SpeechTokenizer speechTokenizer) {
		this.speakerEncoder = speakerEncoder;
		this.speechTokenizer = speechTokenizer;
	}

	/**
	 * Returns no models.
	 * @return none
	 */
	public static SpeechModels none() {
		return new SpeechModels(null, null);
	}

	/**
	 * Loads what a directory holds of {@code campplus.onnx} and
	 * {@code speech_tokenizer_v3.onnx}.
	 * @param directory the directory
	 * @param threads how many threads one run may use
	 * @return the models
	 * @throws ModelException if there is no directory, or a model can't be loaded
	 */
	public static SpeechModels load(Path directory, int threads) {
		if (!Files.isDirectory(directory)) {
			throw new ModelException(directory, "is no directory", null);
		}
		SpeakerEncoder encoder = find(directory.resolve(SpeakerEncoder.FILE),
				(file) -> SpeakerEncoder.load(file, threads));
		try {
			return new SpeechModels(encoder,
					find(directory.resolve(SpeechTokenizer.FILE), (file) -> SpeechTokenizer.load(file, threads)));
		}
		catch (ModelException ex) {
			if (encoder != null) {
				encoder.close();
			}
			throw ex;
		}
	}

	private static <M> @Nullable M find(Path file, Function<Path, M> loading) {
		return Files.exists(file) ? loading.apply(file) : null;
	}

	/**
	 * Returns what describes speakers.
	 * @return the model, if its file is there
	 */
	public Optional<SpeakerEncoder> speakerEncoder() {
		return Optional.ofNullable(this.speakerEncoder);
	}

	/**
	 * Returns what turns speech into tokens.
	 * @return the model, if its file is there
	 */
	public Optional<SpeechTokenizer> speechTokenizer() {
		return Optional.ofNullable(this.speechTokenizer);
	}

	@Override
	public void close() {
		speakerEncoder().ifPresent(SpeakerEncoder::close);
		speechTokenizer().ifPresent(SpeechTokenizer::close);
	}

}
