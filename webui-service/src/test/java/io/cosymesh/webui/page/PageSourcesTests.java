package io.cosymesh.webui.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PageSourcesTests {

	private static final Path RESOURCES = Path.of("src/main/resources");

	private static final Path ASSETS = RESOURCES.resolve("static/assets");

	private static final Pattern WORD = Pattern.compile("\\bt\\(\\s*\"([\\w.-]+)\"|data-text=\"([\\w.-]+)\"");

	private static final Pattern CHOICE = Pattern.compile("\\bt\\([^\"`()]*\\? \"([\\w.-]+)\" : \"([\\w.-]+)\"");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

	private final Map<String, String> chinese = words("zh");

	private final Map<String, String> english = words("en");

	@Test
	void bothLanguagesHaveTheSameWords() {
		assertThat(this.chinese.keySet()).containsExactlyInAnyOrderElementsOf(this.english.keySet());
		assertThat(this.chinese.values()).doesNotContain("");
		assertThat(this.english.values()).doesNotContain("");
	}

	@Test
	void bothLanguagesFillInTheSameValues() {
		this.english.forEach(
				(key, text) -> assertThat(placeholders(this.chinese.get(key))).as(key).isEqualTo(placeholders(text)));
	}

	@Test
	void everyWordThePageAsksForExists() {
		Set<String> asked = new TreeSet<>();
		sources(".js", ".html").forEach((source) -> {
			WORD.matcher(source)
				.results()
				.forEach((match) -> asked.add((match.group(1) != null) ? match.group(1) : match.group(2)));
			CHOICE.matcher(source).results().forEach((match) -> asked.addAll(List.of(match.group(1), match.group(2))));
		});
		assertThat(asked).hasSizeGreaterThan(60);
		assertThat(this.english.keySet()).containsAll(asked);
	}

	@Test
	void chineseLabelsAreCosyVoicesOwn() {
		assertThat(this.chinese).containsEntry("mode.clone", "3s极速复刻")
			.containsEntry("mode.cross", "跨语种复刻")
			.containsEntry("studio.mode", "选择推理模式")
			.containsEntry("studio.steps", "操作步骤")
			.containsEntry("studio.text", "输入合成文本")
			.containsEntry("studio.prompt", "选择prompt音频文件，注意采样率不低于16khz")
			.containsEntry("studio.record", "录制prompt音频文件")
			.containsEntry("studio.transcript", "输入prompt文本")
			.containsEntry("studio.generate", "生成音频")
			.containsEntry("studio.result", "合成音频");
	}

	@Test
	void nothingIsInlineAndNothingComesFromElsewhere() {
		assertThat(sources(".html", ".js", ".css", ".svg")).allSatisfy((source) -> assertThat(source)
			.doesNotContain("<style", " style=", "javascript:", "eval(", "innerHTML", "@import url")
			.doesNotContainPattern("\\son\\w+=\"")
			.doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)"));
	}

	@Test
	void everyIconThePageDrawsExists() throws IOException {
		String sprite = Files.readString(ASSETS.resolve("icons.svg"));
		Pattern icon = Pattern.compile("icon\\(\"([a-z]+)\"\\)|icons\\.svg#([a-z]+)");
		Set<String> drawn = new HashSet<>();
		sources(".js", ".html").forEach((source) -> icon.matcher(source)
			.results()
			.forEach((match) -> drawn.add((match.group(1) != null) ? match.group(1) : match.group(2))));
		assertThat(drawn).isNotEmpty().allSatisfy((name) -> assertThat(sprite).contains("id=\"" + name + "\""));
	}

	private static Set<String> placeholders(String text) {
		return PLACEHOLDER.matcher(text).results().map((match) -> match.group()).collect(Collectors.toSet());
	}

	private static Map<String, String> words(String language) {
		return JsonMapper.shared()
			.readValue(ASSETS.resolve("i18n/" + language + ".json"), new TypeReference<Map<String, String>>() {
			});
	}

	private static List<String> sources(String... endings) {
		try (Stream<Path> files = Files.walk(RESOURCES)) {
			return files.filter((file) -> Stream.of(endings).anyMatch(file.toString()::endsWith))
				.map(PageSourcesTests::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
