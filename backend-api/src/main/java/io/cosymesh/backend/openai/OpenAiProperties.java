package io.cosymesh.backend.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What names of OpenAI's API stand for here.
 *
 * @param model name of the model that speaks
 * @param aliases other names that clients have for it
 * @param voices names of voices that clients ask for, and whose voice they get: a
 * built-in voice, which everybody has
 */
@ConfigurationProperties("cosymesh.openai")
@Validated
record OpenAiProperties(@NotBlank @DefaultValue("cosymesh") String model, @NotNull @DefaultValue( {
		"tts-1", "tts-1-hd", "gpt-4o-mini-tts" }) List<String> aliases,
		@NotNull @DefaultValue Map<String, String> voices){

	OpenAiProperties {
		aliases = List.copyOf(aliases);
		Map<String, String> named = new LinkedHashMap<>();
		voices.forEach((name, voice) -> named.put(name.toLowerCase(Locale.ROOT), voice));
		voices = Map.copyOf(named);
	}

	/** Returns every name of the model, its own first. */
	List<String> models() {
		return Stream.concat(Stream.of(this.model), this.aliases.stream()).distinct().toList();
	}

	/** Returns the name of the voice that one of OpenAI's stands for. */
	Optional<String> voice(String name) {
		return Optional.ofNullable(this.voices.get(name.toLowerCase(Locale.ROOT)));
	}

}
