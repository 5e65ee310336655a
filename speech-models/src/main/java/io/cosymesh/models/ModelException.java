package io.cosymesh.models;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A model that can't be loaded, or isn't what its name says.
 */
public final class ModelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ModelException(Path file, String reason, @Nullable Throwable cause) {
		super("%s: %s".formatted(file, reason), cause);
	}

}
