"""调度: what is to climb, the joint meeting, the leaders' cases."""
