package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.vault.authentication.ClientAuthentication;
import org.springframework.vault.authentication.LoginToken;
import org.springframework.vault.authentication.VaultLoginException;
import org.springframework.vault.support.VaultResponse;
import org.springframework.vault.support.VaultToken;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Logs in with credentials read anew each time, because whoever keeps them replaces them.
 */
final class VaultLogin implements ClientAuthentication {

	private final VaultSettings.Auth auth;

	private final RestClient client;

	VaultLogin(VaultSettings.Auth auth, RestClient client) {
		this.auth = auth;
		this.client = client;
	}

	@Override
	public VaultToken login() {
		return switch (this.auth.method()) {
			case TOKEN -> VaultToken.of(read(this.auth.tokenFile()));
			case APP_ROLE ->
				exchange(Map.of("role_id", read(this.auth.roleIdFile()), "secret_id", read(this.auth.secretIdFile())));
			case KUBERNETES ->
				exchange(Map.of("role", Objects.requireNonNull(this.auth.role()), "jwt", read(this.auth.jwtFile())));
		};
	}

	private VaultToken exchange(Map<String, String> credentials) {
		try {
			VaultResponse response = this.client.post()
				.uri("auth/%s/login".formatted(this.auth.mountedAt()))
				.body(new SecretBody(credentials))
				.retrieve()
				.body(VaultResponse.class);
			return token((response != null) ? response.getAuth() : null);
		}
		catch (RestClientResponseException ex) {
			throw VaultLoginException.create(this.auth.method().text(), ex);
		}
	}

	private VaultToken token(@Nullable Map<String, Object> answer) {
		if (answer == null || !(answer.get("client_token") instanceof String token) || token.isEmpty()) {
			throw new VaultLoginException(
					"The answer of the %s login holds no token".formatted(this.auth.method().text()));
		}
		LoginToken.LoginTokenBuilder builder = LoginToken.builder().token(token);
		if (answer.get("lease_duration") instanceof Number seconds) {
			builder.leaseDuration(Duration.ofSeconds(seconds.longValue()));
		}
		if (answer.get("renewable") instanceof Boolean renewable) {
			builder.renewable(renewable);
		}
		if (answer.get("accessor") instanceof String accessor && !accessor.isEmpty()) {
			builder.accessor(accessor);
		}
		if (answer.get("token_type") instanceof String type && !type.isEmpty()) {
			builder.type(type);
		}
		return builder.build();
	}

	private static String read(@Nullable Path file) {
		Path path = Objects.requireNonNull(file);
		try {
			String content = Files.readString(path).strip();
			if (content.isEmpty() || !content.chars().allMatch((one) -> one > ' ' && one < 127)) {
				throw new VaultFaultException(VaultFault.CREDENTIALS_UNREADABLE,
						"%s does not hold one line of text".formatted(path));
			}
			return content;
		}
		catch (IOException ex) {
			throw new VaultFaultException(VaultFault.CREDENTIALS_UNREADABLE,
					"%s cannot be read (%s)".formatted(path, ex.getClass().getSimpleName()));
		}
	}

}
