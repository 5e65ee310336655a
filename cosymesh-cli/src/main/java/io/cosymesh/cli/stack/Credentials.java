package io.cosymesh.cli.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Secret;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people and scripts need to use the gateway.
 */
final class Credentials {

	private final StateDirectory state;

	private final StackSettings settings;

	Credentials(StateDirectory state, StackSettings settings) {
		this.state = state;
		this.settings = settings;
	}

	void print(Console console) {
		console.print("""
				CosyMesh      %s
				sign in as    admin
				password      %s
				API key       %s
				verify with   %s""".formatted(this.settings.gatewayUrl(),
				this.state.firstPassword().orElse("changed since the first start, and known to the gateway alone"),
				apiKey(), caCertificate()));
	}

	void printJson(Console console) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("url", this.settings.gatewayUrl());
		fields.put("apiKey", apiKey());
		fields.put("caCertificate", caCertificate().toString());
		fields.put("username", "admin");
		this.state.firstPassword().ifPresent((password) -> fields.put("password", password));
		console.print(JsonMapper.shared().writeValueAsString(fields));
	}

	private Path caCertificate() {
		return this.state.gatewayCa();
	}

	private String apiKey() {
		return this.state.read(Secret.API_KEY)
			.orElseThrow(() -> CommandFailure
				.unavailable("there are no credentials yet; start CosyMesh with ./cosymesh up"));
	}

}
