package io.cosymesh.backend.voice;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

/**
 * Which voices come with the installation: those that are shipped, and those of the
 * operator, which win over shipped ones of the same name.
 */
final class BuiltInCatalogue {

	private final Map<String, BuiltInVoice> voices;

	private BuiltInCatalogue(Map<String, BuiltInVoice> voices) {
		this.voices = voices;
	}

	static BuiltInCatalogue read(@Nullable Path folder) {
		Map<String, BuiltInVoice> voices = new LinkedHashMap<>();
		put(voices, BuiltInFolder.read(new ClassPathResource("voices/voices.yaml")));
		if (folder != null) {
			put(voices, BuiltInFolder.read(new FileSystemResource(folder.resolve("voices.yaml"))));
		}
		return new BuiltInCatalogue(voices);
	}

	Collection<BuiltInVoice> all() {
		return this.voices.values();
	}

	Optional<BuiltInVoice> find(UUID id) {
		return all().stream().filter((voice) -> voice.id().equals(id)).findFirst();
	}

	Optional<BuiltInVoice> named(String name) {
		return Optional.ofNullable(this.voices.get(name));
	}

	/** Finds voices in the order of the catalogue. */
	List<BuiltInVoice> find(VoiceSearch search) {
		if (!search.wantsBuiltIn()) {
			return List.of();
		}
		List<BuiltInVoice> all = List.copyOf(all());
		int begin = 0;
		if (search.after() instanceof VoiceMark.BuiltIn after) {
			begin = 1 + find(after.id()).map(all::indexOf).orElse(all.size() - 1);
		}
		return all.subList(begin, all.size())
			.stream()
			.filter((voice) -> voice.matches(search))
			.limit(search.limit())
			.toList();
	}

	private static void put(Map<String, BuiltInVoice> voices, List<BuiltInVoice> added) {
		added.forEach((voice) -> voices.put(voice.name(), voice));
	}

}
