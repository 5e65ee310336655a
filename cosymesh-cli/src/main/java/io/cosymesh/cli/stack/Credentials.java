package io.cosymesh.cli.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.cosymesh.cli.console.Console;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people and scripts need to use the gateway.
 *
 * @param url its base URL
 * @param apiKey an API key
 * @param caCertificate the PEM file that verifies it
 * @param firstPassword the password of the first administrator, {@code null} if it counts
 * no more
 */
public record Credentials(String url, String apiKey, Path caCertificate, @Nullable String firstPassword) {

	/**
	 * Shows them to a person.
	 * @param console where
	 */
	public void print(Console console) {
		console.print("""
				CosyMesh      %s
				sign in as    admin
				password      %s
				API key       %s
				verify with   %s""".formatted(this.url,
				(this.firstPassword != null) ? this.firstPassword
						: "changed since the first start, and known to the gateway alone",
				this.apiKey, this.caCertificate));
	}

	/**
	 * Shows them to a script.
	 * @param console where
	 */
	public void printJson(Console console) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("url", this.url);
		fields.put("apiKey", this.apiKey);
		fields.put("caCertificate", this.caCertificate.toString());
		fields.put("username", "admin");
		if (this.firstPassword != null) {
			fields.put("password", this.firstPassword);
		}
		console.print(JsonMapper.shared().writeValueAsString(fields));
	}

	@Override
	public String toString() {
		return "Credentials[url=%s, apiKey=******, caCertificate=%s, firstPassword=******]".formatted(this.url,
				this.caCertificate);
	}

}
