package io.cosymesh.ca.authority.vault;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.vault.authentication.VaultLoginException;
import org.springframework.vault.client.VaultResponses;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Recognises what went wrong from the exceptions of the Vault client.
 */
final class VaultFaults {

	private VaultFaults() {
	}

	static VaultFaultException of(String request, RuntimeException failure) {
		Optional<VaultFaultException> known = cause(failure, VaultFaultException.class);
		if (known.isPresent()) {
			return known.get();
		}
		boolean login = cause(failure, VaultLoginException.class).isPresent();
		String what = login ? "The login" : request;
		Optional<RestClientResponseException> answer = cause(failure, RestClientResponseException.class);
		if (answer.isPresent()) {
			return answered(what, login, answer.get());
		}
		if (cause(failure, ResourceAccessException.class).isPresent()) {
			Throwable root = root(failure);
			return new VaultFaultException(VaultFault.VAULT_UNREACHABLE, "%s got no answer: %s (%s)".formatted(what,
					root.getClass().getSimpleName(), String.valueOf(root.getMessage())), failure);
		}
		return login ? new VaultFaultException(VaultFault.LOGIN_REFUSED, String.valueOf(failure.getMessage()), failure)
				: new VaultFaultException(VaultFault.VAULT_FAILING, "%s got an answer that cannot be read (%s)"
					.formatted(what, root(failure).getClass().getSimpleName()), failure);
	}

	private static VaultFaultException answered(String what, boolean login, RestClientResponseException answer) {
		int status = answer.getStatusCode().value();
		String errors = errors(answer);
		return new VaultFaultException(fault(status, login, errors),
				"%s was answered with status %d: %s".formatted(what, status, errors), answer);
	}

	private static VaultFault fault(int status, boolean login, String errors) {
		if (status == 503 && errors.contains("sealed")) {
			return VaultFault.VAULT_SEALED;
		}
		// A standby node, a node without a leader, and whoever asks for less haste.
		if (status >= 500 || status == 429 || status == 472 || status == 473) {
			return VaultFault.VAULT_FAILING;
		}
		if (login) {
			return VaultFault.LOGIN_REFUSED;
		}
		return switch (status) {
			case 403 -> VaultFault.PERMISSION_DENIED;
			case 404 -> VaultFault.NOT_FOUND;
			default -> VaultFault.REQUEST_REFUSED;
		};
	}

	private static String errors(RestClientResponseException answer) {
		try {
			return VaultResponses.getError(answer.getResponseBodyAsString());
		}
		// What isn't from Vault isn't shaped like it either.
		catch (RuntimeException ex) {
			return "no readable error";
		}
	}

	private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
		for (@Nullable
		Throwable next = failure; next != null; next = next.getCause()) {
			if (type.isInstance(next)) {
				return Optional.of(type.cast(next));
			}
		}
		return Optional.empty();
	}

	private static Throwable root(Throwable failure) {
		Throwable root = failure;
		for (@Nullable
		Throwable next = failure; next != null; next = next.getCause()) {
			root = next;
		}
		return root;
	}

}
