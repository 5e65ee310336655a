package io.cosymesh.mesh.problem;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;

import tools.jackson.core.JacksonException;

/**
 * Says any error as a problem fit for strangers: what the caller can mend is told, what
 * it can't is not.
 */
final class ProblemTranslator {

	private static final String INVALID_REQUEST = "Invalid request";

	ProblemException translate(Throwable error, boolean multipart) {
		Optional<ProblemException> own = find(ProblemException.class, error);
		if (own.isPresent()) {
			return own.get();
		}
		Optional<PeerException> peer = PeerException.in(error);
		if (peer.isPresent()) {
			return PeerProblems.of(peer.get());
		}
		return switch (error) {
			case WebExchangeBindException invalid -> invalidBinding(invalid);
			case HandlerMethodValidationException invalid when !invalid.isForReturnValue() -> invalidArgument(invalid);
			case MissingRequestValueException missing -> ProblemException
				.invalidField(missing.getName(), "missing-field",
						"The %s '%s' is missing; send it".formatted(missing.getLabel(), missing.getName()))
				.causedBy(missing);
			case ServerWebInputException invalid -> invalidInput(invalid);
			case DataBufferLimitException tooLarge -> ofStatus(HttpStatus.CONTENT_TOO_LARGE, tooLarge);
			case DecodingException malformed when multipart -> ProblemException
				.of(HttpStatus.BAD_REQUEST, "malformed-request", INVALID_REQUEST,
						"The multipart body can't be read; check its boundary and that it arrived whole")
				.causedBy(malformed);
			case AuthenticationException denied -> ofStatus(HttpStatus.UNAUTHORIZED, denied);
			case AccessDeniedException denied -> ofStatus(HttpStatus.FORBIDDEN, denied);
			case ErrorResponse response -> ofResponse(response, error);
			default -> ofStatus(HttpStatus.INTERNAL_SERVER_ERROR, error);
		};
	}

	private static ProblemException invalidBinding(WebExchangeBindException invalid) {
		FieldError error = invalid.getFieldError();
		return (error != null) ? invalid(error.getField(), error, invalid)
				: invalid(invalid.getObjectName(), invalid.getGlobalError(), invalid);
	}

	private static ProblemException invalidArgument(HandlerMethodValidationException invalid) {
		List<ParameterValidationResult> results = invalid.getParameterValidationResults();
		if (results.isEmpty()) {
			return invalid("request", invalid.getCrossParameterValidationResults().getFirst(), invalid);
		}
		ParameterValidationResult first = results.getFirst();
		if (first instanceof ParameterErrors errors && errors.getFieldError() != null) {
			FieldError error = errors.getFieldError();
			return invalid(error.getField(), error, invalid);
		}
		return invalid(nameOf(first.getMethodParameter()), first.getResolvableErrors().getFirst(), invalid);
	}

	private static ProblemException invalid(String field, @Nullable MessageSourceResolvable error, Throwable cause) {
		boolean unreadable = error instanceof FieldError fieldError && fieldError.isBindingFailure();
		String reason = (error != null && !unreadable) ? error.getDefaultMessage() : null;
		return ProblemException
			.invalidField(field, "invalid-field",
					"'%s' %s".formatted(field, (reason != null) ? reason : "has no valid value"))
			.causedBy(cause);
	}

	private static ProblemException invalidInput(ServerWebInputException invalid) {
		JacksonException malformed = find(JacksonException.class, invalid).orElse(null);
		if (malformed != null && !malformed.getPath().isEmpty()) {
			String field = pathOf(malformed);
			return ProblemException
				.invalidField(field, "invalid-field", "'%s' has no valid value or type".formatted(field))
				.causedBy(invalid);
		}
		MethodParameter parameter = invalid.getMethodParameter();
		if (malformed == null && parameter != null && !(invalid.getCause() instanceof DecodingException)) {
			String field = nameOf(parameter);
			return ProblemException.invalidField(field, "invalid-field", "'%s' has no valid value".formatted(field))
				.causedBy(invalid);
		}
		return ProblemException
			.of(HttpStatus.BAD_REQUEST, "malformed-request", INVALID_REQUEST,
					"The request body is missing or can't be read; check its format against its content type")
			.withField("body")
			.causedBy(invalid);
	}

	private static ProblemException ofResponse(ErrorResponse response, Throwable error) {
		ProblemException problem = ofStatus(response.getStatusCode(), error);
		problem.getHeaders().putAll(response.getHeaders());
		return problem;
	}

	private static ProblemException ofStatus(HttpStatusCode code, Throwable cause) {
		HttpStatus status = Optional.ofNullable(HttpStatus.resolve(code.value()))
			.orElse(code.is4xxClientError() ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR);
		return switch (status) {
			case UNAUTHORIZED -> of(status, "unauthenticated", "Say who you are to do this", cause);
			case FORBIDDEN -> of(status, "denied", "You are not allowed to do this", cause);
			case NOT_FOUND -> of(status, "not-found", "There is nothing here; check the path", cause);
			case METHOD_NOT_ALLOWED -> of(status, "method-not-allowed", "See the Allow header for what works", cause);
			case NOT_ACCEPTABLE -> of(status, "not-acceptable", "Ask for a media type that exists here", cause);
			case UNSUPPORTED_MEDIA_TYPE ->
				of(status, "unsupported-media-type", "Send a media type that is understood here", cause);
			case CONTENT_TOO_LARGE ->
				of(status, "too-large", "The request is larger than allowed; send less", cause).withField("body");
			case TOO_MANY_REQUESTS -> of(status, "too-many-requests", "Slow down and try again later", cause);
			case SERVICE_UNAVAILABLE -> of(status, "unavailable", "Try again later", cause);
			case GATEWAY_TIMEOUT -> of(status, "timeout", "No answer in time; try again later", cause);
			default -> status.is4xxClientError() ? of(status, "rejected", "The request can't be served as it is", cause)
					: of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error",
							"Something went wrong here; the request id finds it in the log", cause);
		};
	}

	private static ProblemException of(HttpStatus status, String type, String detail, Throwable cause) {
		return ProblemException.of(status, type, status.getReasonPhrase(), detail).causedBy(cause);
	}

	private static String nameOf(MethodParameter parameter) {
		String name = parameter.getParameterName();
		return (name != null) ? name : "argument " + parameter.getParameterIndex();
	}

	private static String pathOf(JacksonException malformed) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : malformed.getPath()) {
			if (step.getPropertyName() == null) {
				path.append('[').append(step.getIndex()).append(']');
				continue;
			}
			path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
		}
		return path.toString();
	}

	private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable error) {
		for (Throwable current = error; current != null; current = current.getCause()) {
			if (type.isInstance(current)) {
				return Optional.of(type.cast(current));
			}
		}
		return Optional.empty();
	}

	static Optional<String> fieldOf(@Nullable ProblemDetail problem) {
		if (problem == null || problem.getProperties() == null) {
			return Optional.empty();
		}
		return Optional.ofNullable(problem.getProperties().get("field")).map(Object::toString);
	}

}
