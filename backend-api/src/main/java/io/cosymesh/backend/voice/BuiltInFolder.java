package io.cosymesh.backend.voice;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Reads a folder of built-in voices: {@code voices.yaml} and the clips it names. An index
 * rather than file names, which not every file system and locale can spell in Chinese.
 */
final class BuiltInFolder {

	private static final int MAX_CLIP_BYTES = 25 * 1024 * 1024;

	private final Resource index;

	private BuiltInFolder(Resource index) {
		this.index = index;
	}

	static List<BuiltInVoice> read(Resource index) {
		return new BuiltInFolder(index).voices();
	}

	private List<BuiltInVoice> voices() {
		List<BuiltInVoice> voices = new ArrayList<>();
		for (BuiltInEntry entry : entries()) {
			voices.add(voice(entry));
		}
		if (voices.stream().map(BuiltInVoice::name).distinct().count() < voices.size()) {
			throw refused("two voices in %s have the same name".formatted(this.index));
		}
		return voices;
	}

	private BuiltInVoice voice(BuiltInEntry entry) {
		try {
			return entry.voice(clip(BuiltInEntry.required("clip", entry.clip())));
		}
		catch (ProblemException ex) {
			throw refused("the voice '%s' in %s: %s".formatted(entry.name(), this.index, ex.getBody().getDetail()));
		}
	}

	private AudioBytes clip(String name) {
		try (InputStream in = this.index.createRelative(name).getInputStream()) {
			byte[] clip = in.readNBytes(MAX_CLIP_BYTES + 1);
			if (clip.length > MAX_CLIP_BYTES) {
				throw refused("the clip '%s' beside %s is larger than 25 MiB".formatted(name, this.index));
			}
			return AudioBytes.of(clip);
		}
		catch (IOException ex) {
			throw refused("the clip '%s' beside %s can't be read".formatted(name, this.index));
		}
	}

	private List<BuiltInEntry> entries() {
		try {
			return new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(document())))
				.bind("voices", Bindable.listOf(BuiltInEntry.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
				.orElseThrow(() -> refused("there are no 'voices' in %s".formatted(this.index)));
		}
		catch (BindException ex) {
			throw refused("%s can't be read: %s".formatted(this.index, reason(ex)));
		}
	}

	private PropertySource<?> document() {
		try {
			return new YamlPropertySourceLoader().load("voices", this.index).getFirst();
		}
		catch (IOException | RuntimeException ex) {
			throw refused("%s can't be read: %s".formatted(this.index, ex.getMessage()));
		}
	}

	/** Which key it is stands in the message, and why it can't be read in the cause. */
	private static String reason(BindException ex) {
		return ex.getMessage() + ((ex.getCause() != null) ? ": " + ex.getCause().getMessage() : "");
	}

	private static MeshConfigurationException refused(String problem) {
		return new MeshConfigurationException(VoiceProperties.BUILT_IN, problem.strip().replaceAll("\\s+", " "),
				"Name a folder with a voices.yaml and the clips it names as docs/voices.md shows it, or leave it out");
	}

}
