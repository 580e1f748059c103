package io.soletape.fetch;

import com.codahale.metrics.Gauge;
import io.soletape.market.Platform;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * The line between executors and the driver's desk. Credentials travel over it and stand nowhere in
 * Spark's configuration, UI or event log. The desk's figures are in Spark's metrics system, for
 * whatever sink is set up there.
 */
public final class FetchPlugin implements SparkPlugin {

  private static final AtomicReference<Optional<PluginContext>> LINE =
      new AtomicReference<>(Optional.empty());

  @Override
  public DriverPlugin driverPlugin() {
    return new DeskSide();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new CallerSide();
  }

  /** Asks the desk, from an executor. */
  static DeskReply ask(DeskMessage message) {
    PluginContext line =
        LINE.get()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "This executor has no line to the desk: set spark.plugins to "
                            + FetchPlugin.class.getName()));
    try {
      return (DeskReply) Envelope.opened(line.ask(Envelope.of(message)));
    } catch (Exception e) {
      // Spark declares no narrower one for its messages.
      throw new IllegalStateException("The fetch desk did not answer " + message, e);
    }
  }

  private static final class DeskSide implements DriverPlugin {

    @Override
    public void registerMetrics(String appId, PluginContext context) {
      for (Platform platform : Platform.values()) {
        for (String name : CallMeter.NAMES) {
          Gauge<Long> gauge = () -> FetchDesk.figure(platform, name);
          context.metricRegistry().register(platform.code() + "." + name, gauge);
        }
      }
    }

    @Override
    public Object receive(Object message) {
      return Envelope.of(FetchDesk.current().answer((DeskMessage) Envelope.opened(message)));
    }
  }

  private static final class CallerSide implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extraConf) {
      LINE.set(Optional.of(context));
    }

    @Override
    public void shutdown() {
      LINE.set(Optional.empty());
    }
  }
}
