package io.soletape.fetch;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Tells the desk when workers are lost, so that others get what they had. */
final class DeskWatch extends SparkListener {

  private final FetchDesk desk;

  DeskWatch(FetchDesk desk) {
    this.desk = desk;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    desk.lost(worker -> worker.attemptId() == end.taskInfo().taskId());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    desk.lost(worker -> worker.executorId().equals(removed.executorId()));
  }
}
