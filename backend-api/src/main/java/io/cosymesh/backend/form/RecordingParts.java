package io.cosymesh.backend.form;

import java.util.List;
import java.util.Set;

import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/**
 * Which parts of a form hold recordings.
 *
 * @param required names of those that must be there
 * @param optional names of those that may
 * @param maxSize largest recording that is taken
 * @param types media types that may be declared, empty for any: the content decides
 */
public record RecordingParts(Set<String> required, Set<String> optional, DataSize maxSize, Set<MediaType> types) {

	public RecordingParts {
		required = Set.copyOf(required);
		optional = Set.copyOf(optional);
		types = Set.copyOf(types);
	}

	/**
	 * Describes a form with one recording, of whatever type.
	 * @param name name of its part
	 * @param maxSize largest that is taken
	 * @return the parts
	 */
	public static RecordingParts of(String name, DataSize maxSize) {
		return new RecordingParts(Set.of(name), Set.of(), maxSize, Set.of());
	}

	/**
	 * Describes a form without recordings.
	 * @return no parts
	 */
	public static RecordingParts none() {
		return new RecordingParts(Set.of(), Set.of(), DataSize.ofKilobytes(64), Set.of());
	}

	/**
	 * Limits the media types that may be declared.
	 * @param names the media types
	 * @return the parts with that limit
	 */
	public RecordingParts ofTypes(String... names) {
		return new RecordingParts(this.required, this.optional, this.maxSize,
				Set.copyOf(MediaType.parseMediaTypes(List.of(names))));
	}

	boolean include(String name) {
		return this.required.contains(name) || this.optional.contains(name);
	}

	/** Returns what a complaint about the whole body names. */
	String main() {
		return this.required.stream().findFirst().orElse("body");
	}

	/** Refuses a declared type that isn't taken; none at all says nothing. */
	void check(String name, MediaType declared) {
		if (!this.types.isEmpty() && this.types.stream().noneMatch((type) -> type.equalsTypeAndSubtype(declared))) {
			throw FieldProblems.invalid(name,
					"one of " + String.join(", ", this.types.stream().map(MediaType::toString).sorted().toList()));
		}
	}

}
