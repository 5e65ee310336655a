package io.cosymesh.ca.refusal;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;

/**
 * Why a body never became an object.
 */
final class UnreadableBody {

	private UnreadableBody() {
	}

	/**
	 * Refuses a body that can't be read.
	 * @param error what reading it ended with
	 * @return the refusal, empty if something else is wrong
	 */
	static Optional<RefusedException> refusalOf(Throwable error) {
		return switch (error) {
			case UnsupportedMediaTypeStatusException _ -> Optional.of(RefusedException
				.of(Refusal.UNSUPPORTED_MEDIA_TYPE, "The body is of a type that is not read here."));
			case ServerWebInputException input when isBody(input.getMethodParameter()) -> Optional.of(fieldOf(error)
				.map((field) -> RefusedException.of(Refusal.INVALID_FIELD, "'%s' has no valid value.".formatted(field)))
				.orElseGet(() -> RefusedException.of(Refusal.MALFORMED_REQUEST,
						"The body is missing or cannot be read.")));
			default -> Optional.empty();
		};
	}

	/**
	 * Finds the field that could not be read.
	 * @param error what reading the body ended with
	 * @return its name, empty if the body as a whole is to blame
	 */
	static Optional<String> fieldOf(Throwable error) {
		for (Throwable each = error; each != null; each = each.getCause()) {
			if (each instanceof JacksonException malformed && !malformed.getPath().isEmpty()) {
				return Optional.ofNullable(malformed.getPath().getFirst().getPropertyName());
			}
		}
		return Optional.empty();
	}

	private static boolean isBody(@Nullable MethodParameter parameter) {
		return parameter != null && parameter.hasParameterAnnotation(RequestBody.class);
	}

}
