package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Asks a member's management port.
 */
final class Management {

	private Management() {
	}

	/**
	 * Returns status and body of the answer.
	 */
	static String get(Member member, String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + member.managementPort() + path);
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(),
					HttpResponse.BodyHandlers.ofString());
			return answer.statusCode() + " " + answer.body();
		}
	}

}
