package io.cosymesh.webui.access.snapshot;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class SnapshotIT {

	private final Gateway gateway;

	SnapshotIT(Gateway gateway) {
		this.gateway = gateway;
	}

	@Test
	void operatorGetsACopyThatH2Opens() throws Exception {
		HttpResponse<String> taken = take(Gateway.API_KEY);
		assertThat(taken.statusCode()).isEqualTo(201);
		Path directory = Path.of(JsonMapper.shared().readTree(taken.body()).path("directory").asString());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
		assertThat(directory).isDirectoryContaining("glob:**/db.mv.db");
		String url = "jdbc:h2:file:%s;ACCESS_MODE_DATA=r".formatted(directory.resolve("db"));
		try (Connection copy = DriverManager.getConnection(url, "sa", "");
				Statement statement = copy.createStatement();
				ResultSet people = statement.executeQuery("select name from person")) {
			assertThat(people.next()).isTrue();
			assertThat(people.getString(1)).isEqualTo("admin");
		}
	}

	@Test
	void othersGetNone() throws Exception {
		HttpResponse<String> made = call("/api/v1/keys", Gateway.API_KEY,
				"{\"name\": \"admin's\", \"scopes\": [\"admin\"]}");
		HttpResponse<String> refused = take(JsonMapper.shared().readTree(made.body()).path("key").asString());
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("operator's key");
	}

	@Test
	void itIsRemembered() throws Exception {
		take(Gateway.API_KEY);
		HttpResponse<String> audit = Gateway.send(this.gateway.withoutCookies(),
				this.gateway.withKey("/api/v1/audit?action=snapshot-taken"));
		assertThat(audit.body()).contains("\"actor\":\"api-key\"");
	}

	private HttpResponse<String> take(String key) throws Exception {
		return call("/api/v1/snapshots", key, "");
	}

	private HttpResponse<String> call(String path, String key, String body) throws Exception {
		return Gateway.send(this.gateway.withoutCookies(), this.gateway.json("POST", path, key, body));
	}

}
