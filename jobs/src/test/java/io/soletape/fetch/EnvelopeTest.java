package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soletape.market.Platform;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void whatIsPutInComesOut() {
    DeskReply.Go go = new DeskReply.Go(7, 1, Map.of("Authorization", "Bearer x"));

    assertThat(Envelope.opened(Envelope.of(go))).isEqualTo(go);
    assertThat(
            Envelope.opened(Envelope.of(new DeskMessage.AskWork(Platform.ALIAS, FakeDesk.WORKER))))
        .isEqualTo(new DeskMessage.AskWork(Platform.ALIAS, FakeDesk.WORKER));
  }

  // On a cluster the process starts without our classes; they come with the jar, in a loader.
  @Test
  void itsClassesAreThoseOfTheJarThatOpensIt() throws ReflectiveOperationException, IOException {
    byte[] letter = Envelope.of(new DeskReply.Noted());
    URL ours = Envelope.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] jar = {ours, Platform.class.getProtectionDomain().getCodeSource().getLocation()};

    try (URLClassLoader late = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      Class<?> envelope = late.loadClass(Envelope.class.getName());
      java.lang.reflect.Method opened = envelope.getDeclaredMethod("opened", Object.class);
      opened.setAccessible(true);

      assertThat(opened.invoke(null, (Object) letter).getClass().getClassLoader()).isSameAs(late);
    }
  }
}
